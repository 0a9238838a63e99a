"""Kota Pekalongan: agencies, categories and places, and a fictitious staff for the sandbox.

Names of agencies change with every reorganisation: check them against the regulation in force and
edit the tab OPD. All contacts are made up (0800 is not a mobile number, `.test` is no domain).
"""

from __future__ import annotations

from desk.records import Agency, Person
from desk.seeds import guides
from desk.seeds.aladin_templates import WADUL_ALADIN
from desk.seeds.city import City
from desk.seeds.lists import agencies, contact, slug
from desk.seeds.subjects import categories
from desk.seeds.templates import COMMON

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


def _agencies() -> tuple[Agency, ...]:
    districts = ((f"Kec. {name}", f"Kecamatan {name}", name, "Kecamatan") for name in DISTRICTS)
    water = ("Perumda Tirtayasa", "Perumda Air Minum Tirtayasa", "PDAM, Tirtayasa", "BUMD")
    return agencies((*((*office, "OPD") for office in _OFFICES), *districts, water), _OUTSIDE)


# What each category is for.
_AGENCY_OF = {
    "Jalan dan Jembatan": "DPUPR",
    "Penerangan Jalan Umum": "Dinhub",
    "Drainase, Banjir, dan Rob": "DPUPR",
    "Sampah dan Kebersihan": "DLH",
    "Pohon dan Taman": "DLH",
    "Pencemaran Lingkungan": "DLH",
    "Lalu Lintas dan Parkir": "Dinhub",
    "Ketertiban Umum": "Satpol P3KP",
    "Administrasi Kependudukan": "Dindukcapil",
    "Bantuan Sosial": "Dinsos-P2KB",
    "Kesehatan": "Dinkes",
    "Pendidikan": "Dindik",
    "Air Bersih": "Perumda Tirtayasa",
    "Pasar, Usaha, dan Perizinan": "Dindagkop-UKM",
    "Pelayanan Aparatur dan Pungli": "Inspektorat",
}

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
    ("Inspektorat", "Vera Kartikasari", "Wahyu Hidayat"),
)


def _staff() -> tuple[Person, ...]:
    city = (
        Person("admin.kota@contoh.test", "Ani Lestari", ("Admin Kota",)),
        Person("tim.kota@contoh.test", "Budi Prasetya", ("Tim Pengaduan Kota",)),
        Person("pimpinan@contoh.test", "Eko Wibisono", ("Pimpinan",)),
    )
    of_agencies = tuple(
        Person(f"{part}.{slug(agency)}@contoh.test", name, (role,), (agency,))
        for agency, admin, member in _AGENCY_STAFF
        for part, name, role in (
            ("admin", admin, "Admin OPD"),
            ("tim", member, "Tim Pengaduan OPD"),
        )
    )
    return tuple(
        Person(p.email, p.name, p.roles, p.agencies, phone=contact(index))
        for index, p in enumerate((*city, *of_agencies), start=1)
    )


PEKALONGAN = City(
    agencies=_agencies(),
    categories=categories(_AGENCY_OF),
    districts=DISTRICTS,
    preferences={"Nomor Darurat": "112"},
    templates=(*COMMON, *WADUL_ALADIN),
    staff=_staff(),
    guide=guides.WADUL_ALADIN,
)
