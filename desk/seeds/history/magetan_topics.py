"""Magetan's topics: its own where the land is another one, else Pekalongan's in its words."""

from __future__ import annotations

import re
from dataclasses import replace

from desk.seeds.history import pekalongan_services as services
from desk.seeds.history import pekalongan_streets as streets
from desk.seeds.history import pekalongan_surroundings as surroundings
from desk.seeds.history.topics import Topic

RAIN = (3.6, 3.4, 2.2, 1.2, 0.6, 0.4, 0.3, 0.3, 0.4, 0.8, 1.8, 3.2)
DRY = (0.5, 0.5, 0.6, 0.8, 1.1, 1.4, 1.8, 2.2, 2.3, 1.6, 0.8, 0.5)
#: Of the sea, the batik and the streets of the other city.
STRANGE = re.compile(r"\b(rob|batik|jeans|Banjarsari|BPBD)\b|pekalongan", re.IGNORECASE)
WORDS = {
    "musyawarah kelurahan": "musyawarah desa",
    "musrenbang kelurahan": "musrenbang desa",
    "kelurahan": "desa",
    "Kelurahan": "Desa",
    "Wali Kota": "Bupati",
    "tingkat kota": "tingkat kabupaten",
    "Mal Pelayanan Publik": "MPP Pasar Baru",
    "DLH": "DLHP",
    "eco enzyme": "desinfektan",
}


def _here(
    topic: Topic,
    agency: str,
    *more: str,
    elsewhere: str = "",
    outside: str = "",
    staffed: bool = True,
) -> Topic:
    """The topic with its sentences as they are put here, and some of its own."""
    return replace(
        topic,
        agency=agency,
        texts=(*more, *_put(topic.texts)),
        results=_put(topic.results),
        answers=_put(topic.answers),
        elsewhere=elsewhere,
        outside=outside,
        staffed=staffed,
    )


def _put(sentences: tuple[str, ...]) -> tuple[str, ...]:
    fitting = (sentence for sentence in sentences if STRANGE.search(sentence) is None)
    return tuple(map(_reworded, fitting))


def _reworded(sentence: str) -> str:
    for word, here in WORDS.items():
        sentence = sentence.replace(word, here)
    return sentence


ROADS = _here(
    streets.ROADS,
    "DPUPR",
    "Jalan tembus {kel} arah Sarangan berlubang di {di}, bus wisata sampai oleng.",
    "Bahu jalan {jl} longsor {sejak}, tinggal cukup satu mobil.",
    "Truk pasir bikin {jl} {di} hancur, debunya masuk warung.",
    elsewhere="Disperkim",
    outside="Ruas jalan provinsi, ditangani Dinas Jalan Provinsi",
)
LAMPS = _here(
    streets.LAMPS,
    "Dishub",
    "Lampu jalan tanjakan {jl} {di} mati {sejak}, kabut tebal bahaya sekali.",
    elsewhere="DPUPR",
    outside="Jaringan listrik rumah, ditangani PLN",
)
WATERWAYS = Topic(
    "Drainase, Banjir, dan Rob",
    "DPUPR",
    texts=(
        "Banjir lumpur dari atas masuk {jl} {di}, selokannya tidak muat.",
        "Selokan {di} {jl} mampet penuh pasir, tiap hujan airnya meluap ke jalan.",
        "Saluran irigasi {di} {kel} jebol {sejak}, sawah {rt} tidak kebagian air.",
        "Tanggul sungai di {kel} {rt} tergerus {sejak}, tinggal dua meter dari dapur warga.",
        "Gorong-gorong {di} tersumbat bambu, air masuk halaman rumah kami.",
        "Genangan di {jl} {di} tidak surut {sejak}, motor sering mogok.",
        "Banyune kali munggah neng {kel} {rt}, omah ngisor wis klebon. Nyuwun dicek.",
        "Pintu air dam {di} {kel} macet, air irigasi terbuang semua.",
        "Drainase di {jl} dangkal sekali, hujan setengah jam sudah banjir semata kaki.",
        "Got depan rumah {jl} {rt} penuh sampah dan lumpur, mohon dikeruk.",
        "Plengsengan saluran {di} {kel} ambrol {sejak}, takut merembet ke jalan desa.",
    ),
    results=(
        "Saluran dikeruk sepanjang {n} meter dan sedimen diangkut dengan dua truk.",
        "Gorong-gorong dibersihkan bersama warga; aliran kembali lancar.",
        "Tanggul ditahan bronjong darurat {n} buah, perbaikan tetap dijadwalkan.",
        "Pintu air diganti dan jadwal pembagian air disepakati dengan HIPPA.",
        "Plengsengan dipasang kembali sepanjang {n} meter.",
    ),
    answers=("Jadwal pengeringan saluran irigasi diumumkan lewat HIPPA di balai desa.",),
    season=RAIN,
    scene="banjir",
    elsewhere="Disperkim",
    outside="Sungai besar dan bendungan, ditangani BBWS Bengawan Solo",
    days=2.2,
)
WASTE = _here(
    surroundings.WASTE,
    "DLHP",
    "Sampah pengunjung menumpuk di tepi telaga {kel} {sejak}, kotak sampahnya penuh.",
    "Sisa sayur dari pasar {di} {kel} membusuk di pinggir jalan {sejak}.",
)
TREES = _here(
    surroundings.TREES,
    "Disperkim",
    "Pohon pinus {di} {jl} miring ke jalan wisata {sejak}.",
    elsewhere="DLHP",
    outside="Pohon di kawasan hutan, ditangani Perhutani",
)
POLLUTION = _here(
    surroundings.POLLUTION,
    "DLHP",
    "Limbah penyamakan kulit dibuang ke kali {di} {kel}, baunya tidak tahan {sejak}.",
    "Air sungai {kel} keruh dan berbusa {sejak}, katanya dari penyamakan kulit.",
    "Kandang ayam {di} {kel} lalatnya sampai meja makan {sejak}.",
    elsewhere="Satpol PP Damkar",
)
TRAFFIC = _here(
    streets.TRAFFIC,
    "Dishub",
    "Macet tiap Minggu di {jl} arah telaga, tidak ada petugas yang mengatur.",
    elsewhere="Satpol PP Damkar",
    outside="Penindakan pelanggaran lalu lintas, ditangani Polres",
)
ORDER = _here(
    streets.ORDER, "Satpol PP Damkar", elsewhere="Dishub", outside="Tindak pidana, ditangani Polres"
)
PAPERS = _here(services.PAPERS, "Disdukcapil")
AID = _here(services.AID, "Dinsos", outside="Iuran dan kelas mandiri, ditangani BPJS Kesehatan")
HEALTH = _here(services.HEALTH, "Dinkes", outside="Aturan rujukan, ditangani BPJS Kesehatan")
SCHOOLS = replace(
    _here(
        services.SCHOOLS,
        "Dikpora",
        outside="SMA dan SMK, ditangani Dinas Pendidikan Provinsi",
        staffed=False,
    ),
    answers=("Pendaftaran SPMB dibuka bulan Juni; petunjuknya ditempel di setiap sekolah.",),
)
WATER = replace(
    _here(
        surroundings.WATER,
        "Perumdam Lawu Tirta",
        "Sumber air {kel} {rt} kering {sejak}, mohon dikirim tangki.",
    ),
    season=DRY,
)
MARKETS = _here(services.MARKETS, "Disperindag", staffed=False)
OFFICIALS = _here(services.OFFICIALS, "Inspektorat")
OTHER = _here(
    surroundings.OTHER,
    "Disperkim",
    "Gapura masuk {kel} miring {sejak}, siapa yang merawat nggih?",
    elsewhere="DPUPR",
)

ALL = (
    *(ROADS, LAMPS, WATERWAYS, WASTE, TREES, POLLUTION, TRAFFIC, ORDER),
    *(PAPERS, AID, HEALTH, SCHOOLS, WATER, MARKETS, OFFICIALS, OTHER),
)
