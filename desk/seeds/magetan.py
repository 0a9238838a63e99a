"""Kabupaten Magetan: agencies, categories and places, and a fictitious staff for the sandbox.

Names of agencies change with every reorganisation: check them against the regulation in force and
edit the tab OPD. All contacts are made up (0800 is not a mobile number, `.test` is no domain).
"""

from __future__ import annotations

from dataclasses import replace

from desk.records import Agency, Person
from desk.seeds import guides
from desk.seeds.bares_templates import WANI_BARES
from desk.seeds.city import City
from desk.seeds.lists import agencies, contact, slug
from desk.seeds.subjects import categories
from desk.seeds.templates import COMMON

# (Singkatan, Nama, Alias)
_OFFICES = (
    ("DPUPR", "Dinas Pekerjaan Umum dan Penataan Ruang", "DPU, PUPR, Dinas PU, PU"),
    ("Disperkim", "Dinas Perumahan dan Kawasan Permukiman", "Dinas Perkim, Perkim"),
    ("Dishub", "Dinas Perhubungan", "Dinhub, Perhubungan"),
    ("DLHP", "Dinas Lingkungan Hidup dan Pangan", "DLH, Dinas LH, Lingkungan Hidup"),
    (
        "Satpol PP Damkar",
        "Satuan Polisi Pamong Praja dan Pemadam Kebakaran",
        "Satpol PP, Satpol, Damkar",
    ),
    ("BPBD", "Badan Penanggulangan Bencana Daerah", ""),
    ("Dinkes", "Dinas Kesehatan", ""),
    ("RSUD dr. Sayidiman", "RSUD dr. Sayidiman Magetan", "Sayidiman, RSUD"),
    ("Dikpora", "Dinas Pendidikan, Kepemudaan dan Olahraga", "Disdik, Dindik"),
    ("Dinsos", "Dinas Sosial", ""),
    (
        "DPPKBPPPA",
        "Dinas Pengendalian Penduduk, KB, Pemberdayaan Perempuan dan Perlindungan Anak",
        "PPKB, PPA",
    ),
    ("Disdukcapil", "Dinas Kependudukan dan Pencatatan Sipil", "Dindukcapil, Dukcapil, Capil"),
    ("DPMD", "Dinas Pemberdayaan Masyarakat dan Desa", "PMD"),
    ("Disperindag", "Dinas Perindustrian dan Perdagangan", "Disdag, Dinas Pasar"),
    ("Dinkop UM", "Dinas Koperasi dan Usaha Mikro", "Dinkop, Koperasi"),
    ("Disnaker", "Dinas Tenaga Kerja", "Naker"),
    ("Disbudpar", "Dinas Kebudayaan dan Pariwisata", "Disparbud, Pariwisata"),
    (
        "DTPHPKP",
        "Dinas Tanaman Pangan, Hortikultura, Perkebunan dan Ketahanan Pangan",
        "Dispertan, Pertanian",
    ),
    ("Disnakkan", "Dinas Peternakan dan Perikanan", "Peternakan"),
    ("DPMPTSP", "Dinas Penanaman Modal dan Pelayanan Terpadu Satu Pintu", "PTSP, Perizinan"),
    ("BPPKAD", "Badan Pendapatan, Pengelolaan Keuangan dan Aset Daerah", "Keuangan"),
    ("BKPSDM", "Badan Kepegawaian dan Pengembangan SDM", "BKD, Kepegawaian"),
    ("Inspektorat", "Inspektorat Daerah", ""),
    ("Diskominfo", "Dinas Komunikasi dan Informatika", "Kominfo"),
)

# The desa of a kecamatan are many: a city that wants them recognised adds them here.
_DISTRICTS = (
    *("Magetan", "Plaosan", "Panekan", "Sidorejo", "Ngariboyo", "Poncol"),
    *("Parang", "Lembeyan", "Kawedanan", "Takeran", "Nguntoronadi", "Sukomoro"),
    *("Bendo", "Maospati", "Barat", "Karangrejo", "Karas", "Kartoharjo"),
)
DISTRICTS: dict[str, tuple[str, ...]] = dict.fromkeys(_DISTRICTS, ())

# (Singkatan, Nama, Alias, Kontak): named to citizens, never handed a complaint. A contact that is
# not the same everywhere is left to the city.
_OUTSIDE = (
    ("PLN", "PT PLN (Persero)", "", "telepon 123 atau aplikasi PLN Mobile"),
    ("Polres", "Polres Magetan", "Polisi", "telepon 110"),
    ("Kantor Pertanahan", "Kantor Pertanahan Kabupaten Magetan", "BPN, ATR/BPN", ""),
    ("BPJS Kesehatan", "BPJS Kesehatan", "BPJS", "telepon 165"),
    ("Kemenag", "Kantor Kementerian Agama Kabupaten Magetan", "KUA", ""),
    ("Samsat", "Samsat Magetan", "", ""),
    ("Perhutani", "Perum Perhutani", "", ""),
    ("Balai Jalan Nasional", "Balai jalan nasional, Kementerian Pekerjaan Umum", "BBPJN", ""),
    (
        "Dinas Jalan Provinsi",
        "Dinas yang menangani jalan Provinsi Jawa Timur",
        "Jalan Provinsi",
        "",
    ),
    (
        "Dinas Pendidikan Provinsi",
        "Dinas Pendidikan Provinsi Jawa Timur (SMA/SMK)",
        "Dindik Jatim",
        "",
    ),
    ("BBWS Bengawan Solo", "Balai Besar Wilayah Sungai Bengawan Solo", "BBWS", ""),
    ("SP4N-LAPOR!", "SP4N-LAPOR!", "LAPOR, SP4N", "www.lapor.go.id atau SMS 1708"),
)

# What each category is for.
_AGENCY_OF = {
    "Jalan dan Jembatan": "DPUPR",
    "Penerangan Jalan Umum": "Dishub",
    "Drainase, Banjir, dan Rob": "DPUPR",
    "Sampah dan Kebersihan": "DLHP",
    "Pohon dan Taman": "Disperkim",
    "Pencemaran Lingkungan": "DLHP",
    "Lalu Lintas dan Parkir": "Dishub",
    "Ketertiban Umum": "Satpol PP Damkar",
    "Administrasi Kependudukan": "Disdukcapil",
    "Bantuan Sosial": "Dinsos",
    "Kesehatan": "Dinkes",
    "Pendidikan": "Dikpora",
    "Air Bersih": "Perumdam Lawu Tirta",
    "Pasar, Usaha, dan Perizinan": "Disperindag",
    "Pelayanan Aparatur dan Pungli": "Inspektorat",
}

# (OPD, Kepala OPD)
_HEADS = (
    ("DPUPR", "Agung Wicaksono"),
    ("Dishub", "Bayu Kristanto"),
    ("DLHP", "Dian Puspita"),
    ("Disperkim", "Erna Yuliani"),
    ("Satpol PP Damkar", "Guntur Saputro"),
    ("Disdukcapil", "Hesti Rahayu"),
    ("Dinsos", "Imam Santosa"),
    ("Dinkes", "Kurnia Dewi"),
    ("Perumdam Lawu Tirta", "Lukman Hakim"),
    ("Inspektorat", "Mulyono Hadi"),
)

#: These heads answer in one WhatsApp group, the others each on their own telephone.
GROUP = "120363000000000001@g.us"
IN_GROUP = frozenset(
    {"Disperkim", "Satpol PP Damkar", "Disdukcapil", "Dinsos", "Dinkes", "Perumdam Lawu Tirta"}
)


def _agencies() -> tuple[Agency, ...]:
    districts = ((f"Kec. {name}", f"Kecamatan {name}", "", "Kecamatan") for name in DISTRICTS)
    water = ("Perumdam Lawu Tirta", "Perumda Air Minum Lawu Tirta", "PDAM, Lawu Tirta", "BUMD")
    found = agencies((*((*office, "OPD") for office in _OFFICES), *districts, water), _OUTSIDE)
    return tuple(replace(one, group=GROUP) if one.short in IN_GROUP else one for one in found)


def _staff() -> tuple[Person, ...]:
    desk = (
        Person("administrator@contoh.test", "Rina Astuti", ("Administrator",)),
        Person("kabid.ikp@contoh.test", "Slamet Widodo", ("Kabid IKP",)),
        Person("kadis.kominfo@contoh.test", "Tri Hartono", ("Kadis Kominfo",)),
        Person("bupati@contoh.test", "Umar Sidik", ("Bupati",)),
    )
    heads = tuple(
        Person(f"kepala.{slug(agency)}@contoh.test", name, ("Kepala OPD",), (agency,))
        for agency, name in _HEADS
    )
    return tuple(
        Person(p.email, p.name, p.roles, p.agencies, phone=contact(index))
        for index, p in enumerate((*desk, *heads), start=1)
    )


MAGETAN = City(
    agencies=_agencies(),
    categories=categories(_AGENCY_OF, kinds=False),
    districts=DISTRICTS,
    # That 112 answers in Magetan is not known: the city fills in its own.
    preferences={"Nomor Darurat": "110 (Polisi), 113 (Damkar), 119 (ambulans)"},
    templates=(*COMMON, *WANI_BARES),
    staff=_staff(),
    guide=guides.WANI_BARES,
)
