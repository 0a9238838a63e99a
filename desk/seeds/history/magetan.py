"""The example history of Kabupaten Magetan: who writes, from where, and in which words.

The names of places are real, those of people are put together and everything told is invented.
"""

from __future__ import annotations

from desk.seeds.history import magetan_topics as topics
from desk.seeds.history.pekalongan import PEKALONGAN
from desk.seeds.history.topics import Bank, Quarter

_VILLAGES = {
    "Magetan": ("Selosari", "Tawanganom", "Kepolorejo", "Sukowinangun", "Bulukerto", "Tambran"),
    "Plaosan": ("Plaosan", "Sarangan", "Sidomukti", "Pacalan", "Ngancar", "Nitikan"),
    "Panekan": ("Panekan", "Manjung", "Milangasri", "Turi", "Bedagung"),
    "Sidorejo": ("Sidorejo", "Campursari", "Getasanyar", "Widorokandang"),
    "Ngariboyo": ("Ngariboyo", "Baleasri", "Balegondo", "Selotinatah"),
    "Poncol": ("Poncol", "Genilangit", "Gonggang", "Janggan"),
    "Parang": ("Parang", "Sundul", "Mategal", "Trosono"),
    "Lembeyan": ("Lembeyan Kulon", "Lembeyan Wetan", "Kediren", "Krowe"),
    "Kawedanan": ("Kawedanan", "Rejosari", "Genengan", "Giripurno"),
    "Takeran": ("Takeran", "Kerang", "Kiringan", "Kuwonharjo"),
    "Nguntoronadi": ("Nguntoronadi", "Gorang Gareng", "Simbatan", "Semen"),
    "Sukomoro": ("Sukomoro", "Tinap", "Bandar", "Tambakmas"),
    "Bendo": ("Bendo", "Kinandang", "Carikan", "Kledokan"),
    "Maospati": ("Maospati", "Mranggen", "Kraton", "Ngujung", "Pesu"),
    "Barat": ("Mangge", "Tebon", "Blaran", "Karangmojo"),
    "Karangrejo": ("Karangrejo", "Baluk", "Manisrejo", "Patihan"),
    "Karas": ("Karas", "Temboro", "Taji", "Sobontoro"),
    "Kartoharjo": ("Kartoharjo", "Jajar", "Ngelang", "Pencol"),
}
_TOWN = (
    *("Jl. Ahmad Yani", "Jl. Yos Sudarso", "Jl. Diponegoro", "Jl. Pahlawan", "Jl. MT Haryono"),
    *("Jl. Basuki Rahmat", "Jl. Monginsidi", "Jl. Kemasan", "Jl. Sawo"),
)


def _streets(district: str, village: str) -> tuple[str, ...]:
    if district == "Magetan":
        at = sum(map(ord, village)) % (len(_TOWN) - 2)
        return _TOWN[at : at + 3]
    return (f"Jl. Raya {village}", f"Jl. Dusun Krajan {village}", f"Jl. Balai Desa {village}")


MAGETAN = Bank(
    topics=topics.ALL,
    flood_topic=topics.WATERWAYS.category,
    floods=(12, 1, 2, 3),
    quarters=tuple(
        Quarter(district, village, _streets(district, village))
        for district, villages in _VILLAGES.items()
        for village in villages
    ),
    # where the water comes down from the Lawu, and the low land along the Madiun
    wet_villages=frozenset(
        {
            *("Sarangan", "Ngancar", "Genilangit", "Gonggang", "Pacalan", "Getasanyar"),
            *("Ngelang", "Jajar", "Pencol", "Mangge", "Karangmojo"),
        }
    ),
    names=PEKALONGAN.names,
    spots=(
        *("depan masjid", "dekat musala", "sebelah warung Mbok Sum", "dekat pos ronda"),
        *("seberang SD negeri", "samping balai desa", "dekat jembatan kecil", "pertigaan makam"),
        *("dekat lapangan desa", "belakang pasar", "dekat perempatan", "depan bengkel motor"),
        *("sebelah apotek", "dekat TPQ", "depan toko kulit", "sekitar pasar sayur"),
        *("dekat terminal", "sekitar alun-alun", "tepi telaga", "depan minimarket"),
        *("tanjakan", "tikungan", "dekat waduk", "sebelah penggilingan padi"),
    ),
    openings=(
        *("", "", "", "Assalamualaikum. ", "Selamat pagi, admin. ", "Selamat malam. "),
        *("Mohon izin melapor. ", "Permisi Pak, ", "Nyuwun sewu, ", "Min, ", "Yth. Bupati, "),
        *("Halo Wani Bares, ", "Lapor: ", "Kulo nuwun, ", "Pagi Pak/Bu. ", "Izin bertanya. "),
    ),
    closings=tuple(closing for closing in PEKALONGAN.closings if "RT" not in closing)
    + (" Sudah lapor Pak Kades belum ada kabar.",),
    thanks=PEKALONGAN.thanks,
    shorthand=PEKALONGAN.shorthand,
    spam=PEKALONGAN.spam,
    area="Desa",
)
