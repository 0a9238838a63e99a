"""Kota Pekalongan: agencies, categories and places, and a fictitious staff for the sandbox.

Names of agencies change with every reorganisation: check them against the regulation in force and
edit the tab OPD. All contacts are made up (0800 is not a mobile number, `.test` is no domain).
"""

from __future__ import annotations

from desk.records import OUTSIDE, Agency, Category, Person
from desk.seeds.aladin_templates import WADUL_ALADIN
from desk.seeds.city import City
from desk.seeds.templates import COMMON

FIRST_AGENCY_CONTACT = 40  # staff have the numbers below

# (Singkatan, Nama, Alias)
_OFFICES = (
    ("DPUPR", "Dinas Pekerjaan Umum dan Penataan Ruang", "DPU, PUPR, Dinas PU"),
    ("Dinperkim", "Dinas Perumahan dan Kawasan Permukiman", "Disperkim, Perkim"),
    ("Dinhub", "Dinas Perhubungan", "Dishub, Perhubungan"),
    ("DLH", "Dinas Lingkungan Hidup", "Dinas LH, Lingkungan Hidup"),
    (
        "Satpol P3KP",
        "Satuan Polisi Pamong Praja, Pemadam Kebakaran, dan Penyelamatan",
        "Satpol PP, Satpol, Damkar",
    ),
    ("BPBD", "Badan Penanggulangan Bencana Daerah", ""),
    ("Dinkes", "Dinas Kesehatan", ""),
    ("RSUD Bendan", "RSUD Bendan", "Bendan, RSUD"),
    ("Dindik", "Dinas Pendidikan", "Disdik"),
    (
        "Dinsos-P2KB",
        "Dinas Sosial, Pengendalian Penduduk dan Keluarga Berencana",
        "Dinsos, DinsosP2KB",
    ),
    (
        "DPMPPA",
        "Dinas Pemberdayaan Masyarakat, Perempuan dan Perlindungan Anak",
        "DPM, PPA",
    ),
    ("Dindukcapil", "Dinas Kependudukan dan Pencatatan Sipil", "Disdukcapil, Dukcapil, Capil"),
    (
        "Dindagkop-UKM",
        "Dinas Perdagangan, Koperasi, Usaha Kecil dan Menengah",
        "Dindagkop, Disdag, Dinas Pasar",
    ),
    ("Dinperinaker", "Dinas Perindustrian dan Tenaga Kerja", "Disnaker, Naker"),
    ("Dinperpa", "Dinas Pertanian dan Pangan", "Dispertan"),
    ("DKP", "Dinas Kelautan dan Perikanan", "Dislutkan"),
    (
        "Dinparbudpora",
        "Dinas Pariwisata, Kebudayaan, Kepemudaan dan Olahraga",
        "Disparbud, Dispora",
    ),
    ("DPMPTSP", "Dinas Penanaman Modal dan Pelayanan Terpadu Satu Pintu", "PTSP, Perizinan"),
    ("Dinarpus", "Dinas Kearsipan dan Perpustakaan", "Perpustakaan"),
    ("BPKAD", "Badan Pendapatan, Pengelolaan Keuangan dan Aset Daerah", "Keuangan"),
    ("BKPSDM", "Badan Kepegawaian dan Pengembangan SDM", "BKD, Kepegawaian"),
    (
        "Bapperida",
        "Badan Perencanaan Pembangunan, Riset dan Inovasi Daerah",
        "Bappeda",
    ),
    ("Inspektorat", "Inspektorat Daerah", ""),
    ("Dinkominfo", "Dinas Komunikasi dan Informatika", "Diskominfo, Kominfo"),
)

# kecamatan -> kelurahan, as merged in 2013
DISTRICTS = {
    "Pekalongan Barat": (
        "Bendan Kergon",
        "Medono",
        "Pasirkratonkramat",
        "Podosugih",
        "Pringrejo",
        "Sapuro Kebulen",
        "Tirto",
    ),
    "Pekalongan Timur": (
        "Gamer",
        "Kalibaros",
        "Kauman",
        "Klego",
        "Noyontaansari",
        "Poncol",
        "Setono",
    ),
    "Pekalongan Utara": (
        "Bandengan",
        "Degayu",
        "Kandang Panjang",
        "Krapyak",
        "Padukuhan Kraton",
        "Panjang Baru",
        "Panjang Wetan",
    ),
    "Pekalongan Selatan": (
        "Banyurip",
        "Buaran Kradenan",
        "Jenggot",
        "Kuripan Kertoharjo",
        "Kuripan Yosorejo",
        "Sokoduwet",
    ),
}

# (Singkatan, Nama, Alias, Kontak): named to citizens, never handed a complaint. A contact that is
# not the same everywhere is left to the city.
_OUTSIDE = (
    ("PLN", "PT PLN (Persero)", "", "telepon 123 atau aplikasi PLN Mobile"),
    ("Polres", "Polres Pekalongan Kota", "Polisi", "telepon 110"),
    ("Kantor Pertanahan", "Kantor Pertanahan Kota Pekalongan", "BPN, ATR/BPN", ""),
    ("BPJS Kesehatan", "BPJS Kesehatan", "BPJS", "telepon 165"),
    ("Kemenag", "Kantor Kementerian Agama Kota Pekalongan", "KUA", ""),
    ("Samsat", "Samsat Kota Pekalongan", "", ""),
    ("Perhutani", "Perum Perhutani", "", ""),
    ("Balai Jalan Nasional", "Balai jalan nasional, Kementerian Pekerjaan Umum", "BBPJN", ""),
    (
        "Dinas Jalan Provinsi",
        "Dinas yang menangani jalan Provinsi Jawa Tengah",
        "Jalan Provinsi",
        "",
    ),
    (
        "Dinas Pendidikan Provinsi",
        "Dinas Pendidikan dan Kebudayaan Provinsi Jawa Tengah (SMA/SMK)",
        "Disdikbud Jateng",
        "",
    ),
    ("BBWS Pemali Juana", "Balai Besar Wilayah Sungai Pemali Juana", "BBWS", ""),
    ("SP4N-LAPOR!", "SP4N-LAPOR!", "LAPOR, SP4N", "www.lapor.go.id atau SMS 1708"),
)


def contact(index: int) -> str:
    """A number that no telephone has: 0800 and two digits."""
    return f"62800{index:08d}"


def _agencies() -> tuple[Agency, ...]:
    districts = ((f"Kec. {name}", f"Kecamatan {name}", name, "Kecamatan") for name in DISTRICTS)
    water = ("Perumda Tirtayasa", "Perumda Air Minum Tirtayasa", "PDAM, Tirtayasa", "BUMD")
    own = (*((*office, "OPD") for office in _OFFICES), *districts, water)
    return tuple(
        Agency(short, _listed(aliases), name, kind, phone=contact(FIRST_AGENCY_CONTACT + index))
        for index, (short, name, aliases, kind) in enumerate(own)
    ) + tuple(
        Agency(short, _listed(aliases), name, OUTSIDE, contact=reach)
        for short, name, aliases, reach in _OUTSIDE
    )


def _listed(words: str) -> tuple[str, ...]:
    return tuple(word.strip() for word in words.split(",") if word.strip())


# (Nama, OPD, Kata Kunci). "ktp" alone says nothing of the subject; sma and smk are the province's.
_CATEGORIES = (
    (
        "Jalan dan Jembatan",
        "DPUPR",
        "jalan rusak, berlubang, lubang, aspal, ambles, jembatan, trotoar, paving, dalan rusak",
    ),
    (
        "Penerangan Jalan Umum",
        "Dinhub",
        "lampu jalan, pju, lampu mati, padam, penerangan, tiang lampu, peteng",
    ),
    (
        "Drainase, Banjir, dan Rob",
        "DPUPR",
        "banjir, rob, genangan, selokan, got, mampet, gorong-gorong, drainase, tanggul, pompa, "
        "irigasi, saluran",
    ),
    (
        "Sampah dan Kebersihan",
        "DLH",
        "sampah, tps, tpa, bau sampah, truk sampah, kebersihan, uwuh, buang sampah",
    ),
    (
        "Pohon dan Taman",
        "DLH",
        "pohon, tumbang, rimbun, dahan, pangkas, perenteng, rabas, taman, alun-alun",
    ),
    (
        "Pencemaran Lingkungan",
        "DLH",
        "limbah, pencemaran, sungai hitam, asap, bau menyengat, pabrik, pewarna batik, "
        "penyamakan kulit",
    ),
    (
        "Lalu Lintas dan Parkir",
        "Dinhub",
        "parkir liar, juru parkir, jukir, rambu, lampu merah, marka, macet, terminal, angkot, "
        "truk odol",
    ),
    (
        "Ketertiban Umum",
        "Satpol P3KP",
        "pkl, bising, sound horeg, karaoke, miras, pengemis, anak jalanan, reklame liar, "
        "balap liar, bangunan liar",
    ),
    (
        "Administrasi Kependudukan",
        "Dindukcapil",
        "e-ktp, kartu keluarga, kk, akta, kia, ikd, pindah datang, rekam ktp, dukcapil",
    ),
    (
        "Bantuan Sosial",
        "Dinsos-P2KB",
        "bansos, pkh, bpnt, sembako, blt, dtsen, dtks, pbi, desil, lansia, odgj, telantar",
    ),
    (
        "Kesehatan",
        "Dinkes",
        "puskesmas, rsud, rumah sakit, dokter, obat, antre, dbd, fogging, posyandu, ambulans",
    ),
    (
        "Pendidikan",
        "Dindik",
        "sekolah, spmb, ppdb, guru, pungutan, iuran, seragam, zonasi, pip, sd, smp",
    ),
    (
        "Air Bersih",
        "Perumda Tirtayasa",
        "pdam, air mati, air keruh, pipa bocor, meteran, tagihan air",
    ),
    (
        "Pasar, Usaha, dan Perizinan",
        "Dindagkop-UKM",
        "pasar, lapak, kios, retribusi, harga, lpg, umkm, izin, nib, oss",
    ),
    (
        "Pelayanan Aparatur dan Pungli",
        "Inspektorat",
        "pungli, korupsi, suap, petugas kasar, pelayanan lambat, asn, perangkat desa, mark up",
    ),
)
_GENERAL = "Administrasi Kependudukan"
_CONFIDENTIAL = "Pelayanan Aparatur dan Pungli"

CATEGORIES = (
    *(
        Category(
            name,
            agency,
            "Umum" if name == _GENERAL else "Teknis",
            _listed(keywords),
            confidential=name == _CONFIDENTIAL,
        )
        for name, agency, keywords in _CATEGORIES
    ),
    Category("Lainnya"),
)

# (OPD, Admin OPD, Tim Pengaduan OPD)
_AGENCY_STAFF = (
    ("Dinhub", "Citra Wulandari", "Dewi Anggraini"),
    ("DPUPR", "Fajar Nugroho", "Gita Maharani"),
    ("DLH", "Hendra Saputra", "Indah Permata"),
    ("Satpol P3KP", "Johan Firmansyah", "Kartika Ningsih"),
    ("Dindukcapil", "Lutfi Ramadhan", "Maya Kusuma"),
    ("Dinsos-P2KB", "Nanang Setiawan", "Oktavia Rahma"),
    ("Dinkes", "Prasetyo Adi", "Ratna Melati"),
    ("Perumda Tirtayasa", "Sutrisno Aji", "Tuti Handayani"),
)


def _staff() -> tuple[Person, ...]:
    city = (
        Person("admin.kota@contoh.test", "Ani Lestari", ("Admin Kota",)),
        Person("tim.kota@contoh.test", "Budi Prasetya", ("Tim Pengaduan Kota",)),
        Person("pimpinan@contoh.test", "Eko Wibisono", ("Pimpinan",)),
    )
    agencies = tuple(
        Person(f"{part}.{_slug(agency)}@contoh.test", name, (role,), (agency,))
        for agency, admin, member in _AGENCY_STAFF
        for part, name, role in (
            ("admin", admin, "Admin OPD"),
            ("tim", member, "Tim Pengaduan OPD"),
        )
    )
    return tuple(
        Person(p.email, p.name, p.roles, p.agencies, phone=contact(index))
        for index, p in enumerate((*city, *agencies), start=1)
    )


def _slug(agency: str) -> str:
    return "".join(char for char in agency.lower() if char.isalnum())


PEKALONGAN = City(
    agencies=_agencies(),
    categories=CATEGORIES,
    districts=DISTRICTS,
    preferences={"Nomor Darurat": "112"},
    templates=(*COMMON, *WADUL_ALADIN),
    staff=_staff(),
)
