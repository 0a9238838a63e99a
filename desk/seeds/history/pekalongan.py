"""The example history of Kota Pekalongan: who writes, from where, and in which words."""

from __future__ import annotations

from desk.seeds.history import pekalongan_services as services
from desk.seeds.history import pekalongan_streets as streets
from desk.seeds.history import pekalongan_surroundings as surroundings
from desk.seeds.history.topics import Bank, Quarter
from desk.seeds.pekalongan import DISTRICTS

_STREETS = {
    "Bendan Kergon": ("Jl. Urip Sumoharjo", "Jl. Bendan", "Jl. Kergon"),
    "Medono": ("Jl. Karya Bakti", "Jl. Pembangunan", "Jl. Asem Binatur"),
    "Pasirkratonkramat": ("Jl. Pasir Sari", "Jl. Kramatsari", "Jl. Raya Tirto Barat"),
    "Podosugih": ("Jl. Kurinci", "Jl. Slamet", "Jl. Binagriya Raya"),
    "Pringrejo": ("Jl. Pringlangu", "Jl. Tegalrejo", "Jl. Bina Griya Indah"),
    "Sapuro Kebulen": ("Jl. KH Ahmad Dahlan", "Jl. Sapuro", "Jl. Kebulen"),
    "Tirto": ("Jl. Gajah Mada Barat", "Jl. Tirto Sari", "Jl. Pahlawan"),
    "Gamer": ("Jl. Ki Mangunsarkoro", "Jl. Gamer Indah", "Jl. Dr. Sutomo Timur"),
    "Kalibaros": ("Jl. Raya Baros", "Jl. Kalibaros", "Jl. Sutan Syahrir"),
    "Kauman": ("Jl. Hayam Wuruk", "Jl. Semarang", "Jl. Nusantara"),
    "Klego": ("Jl. Toba", "Jl. Klego Raya", "Jl. Surabaya"),
    "Noyontaansari": ("Jl. Dr. Wahidin", "Jl. Seruni", "Jl. Truntum"),
    "Poncol": ("Jl. Progo", "Jl. Poncol Raya", "Jl. Kartini"),
    "Setono": ("Jl. Dr. Sutomo", "Jl. Setono Baru", "Jl. Teratai"),
    "Bandengan": ("Jl. Selat Karimata", "Jl. Bandengan", "Jl. Kunti Utara"),
    "Degayu": ("Jl. Labuhan", "Jl. Degayu Baru", "Jl. Clumprit"),
    "Kandang Panjang": ("Jl. Veteran", "Jl. Patiunus", "Jl. Kunti"),
    "Krapyak": ("Jl. Jlamprang", "Jl. Krapyak Lor", "Jl. Kerinci Utara"),
    "Padukuhan Kraton": ("Jl. Rajawali", "Jl. Salak", "Jl. Kraton Raya"),
    "Panjang Baru": ("Jl. Samudra Pasai", "Jl. Panjang Baru", "Jl. Mataram"),
    "Panjang Wetan": ("Jl. WR Supratman", "Jl. Kusuma Bangsa", "Jl. Pantai Pasir Kencana"),
    "Banyurip": ("Jl. Banyurip Ageng", "Jl. Pelita III", "Jl. KH Hasyim Asyari"),
    "Buaran Kradenan": ("Jl. Pelita I", "Jl. Kradenan", "Jl. Buaran Raya"),
    "Jenggot": ("Jl. Pelita II", "Jl. Jenggot Raya", "Jl. KH Mas Mansyur"),
    "Kuripan Kertoharjo": ("Jl. Kertoharjo", "Jl. HOS Cokroaminoto", "Jl. Kuripan Kidul"),
    "Kuripan Yosorejo": ("Jl. Yosorejo", "Jl. HOS Cokroaminoto", "Jl. Kuripan Lor"),
    "Sokoduwet": ("Jl. Gatot Subroto", "Jl. Otto Iskandardinata", "Jl. Sokoduwet"),
}
_FIRST = (
    *("Siti", "Nur", "Sri", "Dwi", "Tri", "Eka", "Dian", "Rina", "Yuli", "Wiwik", "Endang"),
    *("Umi", "Khotimah", "Lilis", "Fitri", "Ahmad", "Muhammad", "Slamet", "Agus", "Bambang"),
    *("Joko", "Heru", "Rudi", "Untung", "Mulyono", "Imam", "Zaenal", "Arif", "Hasan", "Teguh"),
    *("Wahyu", "Kusno", "Casmari", "Tarmuji", "Rohmah", "Mei Lan", "Hendrik", "Fatimah", "Yusuf"),
)
_LAST = (
    *("Lestari", "Hidayah", "Rahayu", "Wahyuni", "Astuti", "Handayani", "Susanti", "Kurniasih"),
    *("Maslakha", "Nurjanah", "Prasetyo", "Santoso", "Widodo", "Setiawan", "Riyadi", "Kurniawan"),
    *("Hidayat", "Alatas", "Shahab", "Wijaya", "Purnomo", "Susilo", "Utomo", "Mubarok", "Fauzi"),
    *("Wibowo", "Saputra", "Nugraha", "Ramdani", "Suryani"),
)

PEKALONGAN = Bank(
    topics=(
        streets.ROADS,
        streets.LAMPS,
        streets.FLOODS,
        surroundings.WASTE,
        surroundings.TREES,
        surroundings.POLLUTION,
        streets.TRAFFIC,
        streets.ORDER,
        services.PAPERS,
        services.AID,
        services.HEALTH,
        services.SCHOOLS,
        surroundings.WATER,
        services.MARKETS,
        services.OFFICIALS,
        surroundings.OTHER,
    ),
    flood_topic=streets.FLOODS.category,
    floods=(11, 12, 1, 2),
    quarters=tuple(
        Quarter(district, village, _STREETS[village])
        for district, villages in DISTRICTS.items()
        for village in villages
    ),
    # the low land by the sea, and what the river leaves behind
    wet_villages=frozenset(
        {
            *("Bandengan", "Degayu", "Kandang Panjang", "Krapyak", "Padukuhan Kraton"),
            *("Panjang Baru", "Panjang Wetan", "Pasirkratonkramat", "Tirto", "Klego"),
        }
    ),
    names=tuple(f"{first} {last}" for first in _FIRST for last in _LAST),
    spots=(
        *("depan masjid", "dekat musala Al-Ikhlas", "sebelah warung Bu Tri", "dekat pos kamling"),
        *("seberang SD negeri", "samping balai RW", "dekat jembatan kecil", "ujung gang 3"),
        *("dekat lapangan voli", "belakang pasar", "dekat pertigaan", "depan bengkel motor"),
        *("sebelah apotek", "dekat TPQ", "depan toko batik", "sekitar pasar Banjarsari"),
        *("dekat stasiun", "sekitar alun-alun", "dekat taman bermain", "depan minimarket"),
        *("dekat rumah pompa", "gang 5", "sebelah konter pulsa", "dekat tukang cukur"),
    ),
    openings=(
        *("", "", "", "Assalamualaikum. ", "Selamat pagi, admin. ", "Selamat malam. "),
        *("Mohon izin melapor. ", "Permisi Pak, ", "Nyuwun sewu, ", "Min, ", "Yth. Wali Kota, "),
        *(
            "Halo Wadul, ",
            "Lapor: ",
            "Kulo nuwun, ",
            "Pagi Pak/Bu. ",
            "Maaf mengganggu, ",
            "Izin bertanya. ",
        ),
    ),
    closings=(
        *("", "", " Terima kasih.", " Mohon segera ditindaklanjuti.", " Matur nuwun.", " Suwun."),
        *(" Tolong dicek ya, Min.", " Semoga cepat ditangani.", " Sudah lapor RT belum ada kabar."),
        *(
            " Kasihan warga.",
            " Mugi enggal dipun dandosi.",
            " Mohon bantuannya.",
            " Makasih banyak.",
        ),
        *(" Ditunggu kabarnya.", " Warga sudah resah.", " Fotonya menyusul."),
    ),
    thanks=(
        "",
        "",
        " Terima kasih.",
        " Matur nuwun.",
        " Suwun.",
        " Makasih banyak.",
        " Mohon info.",
    ),
    shorthand={
        "yang": ("yg",),
        "tidak": ("tdk", "ndak", "gak"),
        "sudah": ("sdh", "udah"),
        "dengan": ("dgn",),
        "karena": ("krn", "soale"),
        "mohon": ("mhn", "tolong"),
        "sekali": ("banget",),
        "belum": ("blm",),
        "kalau": ("kl", "nek"),
        "setiap": ("tiap",),
        "sampai": ("sampek",),
        "padahal": ("pdhl",),
    },
    spam=(
        "PROMO pinjaman cepat cair tanpa jaminan, hubungi admin sekarang juga, bunga 0,5%!!!",
        "Selamat! Nomor Anda terpilih mendapat hadiah mobil, klik tautan ini untuk klaim hadiah.",
        "Jual obat kuat herbal asli bergaransi, bisa bayar di tempat, siap kirim seluruh kota.",
        "Lowongan kerja rumahan gaji 5 juta per minggu, cukup suka dan bagikan video, ketik Y.",
        "Slot gacor hari ini bonus member baru 100 persen, daftar lewat tautan berikut.",
    ),
)
