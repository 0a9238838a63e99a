"""What people complain about, in every city: categories with the words that suggest them."""

from __future__ import annotations

from collections.abc import Mapping

from desk.records import Category
from desk.seeds.lists import listed

#: Nama -> Kata Kunci. "ktp" alone says nothing of the subject; sma and smk are the province's.
SUBJECTS = {
    "Jalan dan Jembatan": (
        "jalan rusak, berlubang, lubang, aspal, ambles, jembatan, trotoar, paving, dalan rusak"
    ),
    "Penerangan Jalan Umum": "lampu jalan, pju, lampu mati, padam, penerangan, tiang lampu, peteng",
    "Drainase, Banjir, dan Rob": (
        "banjir, rob, genangan, selokan, got, mampet, gorong-gorong, drainase, "
        "tanggul, pompa, irigasi, saluran"
    ),
    "Sampah dan Kebersihan": (
        "sampah, tps, tpa, bau sampah, truk sampah, kebersihan, uwuh, buang sampah"
    ),
    "Pohon dan Taman": "pohon, tumbang, rimbun, dahan, pangkas, perenteng, rabas, taman, alun-alun",
    "Pencemaran Lingkungan": (
        "limbah, pencemaran, sungai hitam, asap, bau menyengat, pabrik, "
        "pewarna batik, penyamakan kulit"
    ),
    "Lalu Lintas dan Parkir": (
        "parkir liar, juru parkir, jukir, rambu, lampu merah, marka, macet, "
        "terminal, angkot, truk odol"
    ),
    "Ketertiban Umum": (
        "pkl, bising, sound horeg, karaoke, miras, pengemis, anak jalanan, "
        "reklame liar, balap liar, bangunan liar"
    ),
    "Administrasi Kependudukan": (
        "e-ktp, kartu keluarga, kk, akta, kia, ikd, pindah datang, rekam ktp, dukcapil"
    ),
    "Bantuan Sosial": (
        "bansos, pkh, bpnt, sembako, blt, dtsen, dtks, pbi, desil, lansia, odgj, telantar"
    ),
    "Kesehatan": (
        "puskesmas, rsud, rumah sakit, dokter, obat, antre, dbd, fogging, posyandu, ambulans"
    ),
    "Pendidikan": "sekolah, spmb, ppdb, guru, pungutan, iuran, seragam, zonasi, pip, sd, smp",
    "Air Bersih": "pdam, air mati, air keruh, pipa bocor, meteran, tagihan air",
    "Pasar, Usaha, dan Perizinan": (
        "pasar, lapak, kios, retribusi, harga, lpg, umkm, izin, nib, oss"
    ),
    "Pelayanan Aparatur dan Pungli": (
        "pungli, korupsi, suap, petugas kasar, pelayanan lambat, asn, perangkat desa, mark up, "
        "oknum, minta uang, uang rokok, amplop"
    ),
}
GENERAL = "Administrasi Kependudukan"
CONFIDENTIAL = "Pelayanan Aparatur dan Pungli"


def categories(agency_of: Mapping[str, str], *, kinds: bool = True) -> tuple[Category, ...]:
    """Every subject with the OPD that it is for in this city; `kinds`: with its Jenis Aduan."""
    own = (
        Category(
            name,
            agency_of[name],
            ("Umum" if name == GENERAL else "Teknis") if kinds else "",
            listed(words),
            confidential=name == CONFIDENTIAL,
        )
        for name, words in SUBJECTS.items()
    )
    return (*own, Category("Lainnya"))
