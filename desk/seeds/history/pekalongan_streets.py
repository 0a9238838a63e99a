"""Pekalongan's examples: roads, lamps, water, traffic and order in the streets."""

from __future__ import annotations

from desk.seeds.history.topics import Topic

#: Complaints follow the year: the rainy months from November to February, the dry ones from June.
WET = (2.2, 2.0, 1.3, 0.9, 0.7, 0.5, 0.4, 0.4, 0.6, 1.0, 1.6, 2.1)
RAIN = (4.2, 3.6, 1.6, 0.9, 0.7, 0.5, 0.3, 0.3, 0.4, 1.0, 2.6, 3.8)
DARK = (1.4, 1.3, 1.1, 1.0, 0.9, 0.9, 0.8, 0.8, 0.9, 1.0, 1.2, 1.4)
FEAST = (0.9, 1.0, 1.5, 1.3, 0.9, 1.0, 1.1, 1.2, 0.9, 0.9, 1.0, 1.3)

ROADS = Topic(
    "Jalan dan Jembatan",
    "DPUPR",
    texts=(
        "Jalan rusak parah di {jl} {di}, lubangnya dalam dan kalau malam tidak kelihatan.",
        "{jl} berlubang banyak sekali {sejak}, motor saya sampai ganti pelek.",
        "Aspal di {jl} {di} mengelupas, kerikilnya ke mana-mana dan licin.",
        "Dalan rusak neng {jl} kok durung didandani, {sejak} wis akeh sing tiba.",
        "Jembatan kecil di {kel} {di} pagarnya patah, anak sekolah lewat situ setiap pagi.",
        "Paving gang {di} {rt} ambles {sejak}, becak dan gerobak susah lewat.",
        "Tutup trotoar di {jl} {di} hilang, lubangnya bisa kena pejalan kaki.",
        "Jalan ambles selebar satu meter di {jl}, sudah kami beri ban bekas supaya tidak ada yang "
        "terperosok.",
        "Bekas galian pipa di {jl} tidak ditutup rapi, jalan jadi bergelombang {sejak}.",
        "Jalan kampung {kel} {rt} belum pernah diaspal lagi {sejak}, kalau hujan jadi kubangan.",
        "Plat besi jembatan di {di} {kel} bunyi keras setiap dilewati mobil, bautnya copot.",
        "Lubang di {jl} {di} makan korban lagi, tadi ada kecelakaan motor. Mohon segera ditutup.",
        "Tanjakan {jl} berlubang persis di tikungan {di}, mobil sering banting setir.",
    ),
    results=(
        "Lubang di {jl} ditambal dengan aspal dingin oleh regu pemeliharaan, sekitar {n} titik.",
        "Paving yang ambles dibongkar, dipadatkan, dan dipasang kembali sepanjang {n} meter.",
        "Pagar jembatan diperbaiki dengan pipa besi dan dicat ulang.",
        "Bekas galian sudah diurug dan dipadatkan; pengaspalan dilakukan bersama {n} titik lain.",
        "Penutup trotoar diganti baru dan sekelilingnya dibeton.",
    ),
    answers=(
        "Ruas tersebut masuk paket pemeliharaan rutin triwulan ini; jadwalnya dapat dilihat di "
        "papan pengumuman kelurahan.",
    ),
    season=WET,
    scene="jalan",
    elsewhere="Dinperkim",
    outside="Ruas jalan nasional, ditangani Balai Jalan Nasional",
    days=3.5,
)
LAMPS = Topic(
    "Penerangan Jalan Umum",
    "Dinhub",
    texts=(
        "Lampu jalan di {jl} {di} mati {sejak}, gelap sekali kalau pulang malam.",
        "PJU di {kel} {rt} padam semua satu gang, mohon dicek.",
        "Lampu mati di {jl} dari perempatan sampai {di}, kira-kira {n} tiang.",
        "Dalane peteng banget neng {jl} {di}, lampune mati {sejak}. Nyuwun tulung diganti.",
        "Tiang lampu miring di {di} {jl}, takut roboh kena angin.",
        "Lampu penerangan {di} kedip-kedip terus {sejak}, tidak nyaman dilihat.",
        "Di {jl} baru dipasang tiang lampu tapi belum pernah nyala {sejak}.",
        "Lampu jalan siang hari malah menyala, malamnya padam, di {jl} {kel}.",
        "Kabel PJU menjuntai rendah di {di} {kel}, hampir kena truk yang lewat.",
        "Mohon ditambah penerangan di {jl} {di}, rawan karena gelap dan sepi.",
        "Sudah lapor RT tapi lampu gang {kel} {rt} belum juga diganti {sejak}.",
    ),
    results=(
        "Lampu diganti LED 60 watt sebanyak {n} titik dan sudah diuji menyala pada malam hari.",
        "Sekring panel PJU diganti; seluruh lampu di ruas tersebut menyala kembali.",
        "Kabel yang menjuntai dirapikan dan dinaikkan sesuai ketinggian aman.",
        "Tiang lampu diluruskan dan pondasinya dicor ulang.",
    ),
    answers=("Penambahan titik lampu baru diusulkan lewat musrenbang kelurahan setiap Januari.",),
    season=DARK,
    scene="lampu",
    elsewhere="Dinperkim",
    outside="Jaringan listrik rumah, ditangani PLN",
    days=1.6,
)
FLOODS = Topic(
    "Drainase, Banjir, dan Rob",
    "DPUPR",
    texts=(
        "Rob masuk rumah warga {kel} {rt}, air setinggi lutut {sejak}. Pompa belum jalan.",
        "Banjir di {jl} tidak surut-surut {sejak}, motor mogok semua.",
        "Selokan {di} {jl} mampet penuh lumpur, tiap hujan airnya meluap ke jalan.",
        "Genangan di {jl} {di} bau dan banyak jentik, {sejak} tidak mengalir.",
        "Banyune mlebu omah maneh, {kel} {rt}. Pompa rumah pompa mati nopo pripun nggih?",
        "Gorong-gorong {di} tersumbat, air got balik ke halaman rumah.",
        "Tanggul di {kel} rembes {sejak}, warga khawatir jebol kalau rob besar.",
        "Drainase di {jl} dangkal sekali, hujan setengah jam sudah banjir semata kaki.",
        "Saluran irigasi {di} {kel} tertutup enceng gondok, air tidak lancar.",
        "Rob pasang pagi ini sampai {di}, anak-anak tidak bisa berangkat. Lokasi {jl}.",
        "Air rob di {kel} {rt} sudah masuk mushola, mohon karung pasir.",
        "Arus di saluran {di} {kel} deras sekali, tadi sore ada anak hampir hanyut.",
        "Got depan rumah {jl} {rt} penuh sampah dan lumpur, mohon dikeruk.",
        "Pompa air {di} {kel} tidak dinyalakan waktu hujan tadi malam, kampung kami terendam.",
    ),
    results=(
        "Saluran dikeruk sepanjang {n} meter dan sampah diangkut dengan dua truk.",
        "Pompa dinyalakan dan satu unit pompa bergerak dikirim; air surut sore hari.",
        "Gorong-gorong disemprot dan dibersihkan; aliran kembali lancar.",
        "Tanggul yang rembes ditutup karung pasir sebanyak {n} buah, perbaikan tetap dijadwalkan.",
        "Petugas mengangkat enceng gondok dan membuka pintu air.",
    ),
    answers=(
        "Jadwal pasang dan pengoperasian pompa dapat dilihat setiap pagi di akun resmi BPBD; posko "
        "banjir buka 24 jam di nomor darurat.",
    ),
    season=RAIN,
    scene="banjir",
    elsewhere="BPBD",
    outside="Sungai besar dan tanggul utama, ditangani BBWS Pemali Juana",
    days=1.8,
)
TRAFFIC = Topic(
    "Lalu Lintas dan Parkir",
    "Dinhub",
    texts=(
        "Parkir liar di {jl} {di} menghabiskan separuh jalan, setiap sore macet.",
        "Juru parkir di {di} menarik lima ribu tanpa karcis.",
        "Lampu merah di perempatan {jl} mati {sejak}, kendaraan saling serobot.",
        "Rambu dilarang parkir di {jl} roboh {sejak}, mohon dipasang lagi.",
        "Truk besar lewat {jl} siang bolong padahal jalan kampung, rumah sampai bergetar.",
        "Marka jalan di {jl} {di} sudah hilang, penyeberang bingung.",
        "Jukire galak neng {di} {jl}, dijaluki karcis malah nesu.",
        "Angkot ngetem lama di {di}, antrean sampai ke {jl}.",
        "Mohon dipasang zebra cross di {jl} {di} karena banyak anak menyeberang.",
        "Warning light {di} {kel} tidak berkedip {sejak}, padahal pertigaannya rawan.",
        "Bus pariwisata parkir sembarangan di {jl} saat akhir pekan, warga tidak bisa keluar.",
    ),
    results=(
        "Petugas menertibkan parkir di lokasi dan memasang {n} water barrier.",
        "Juru parkir dipanggil dan dibina; karcis resmi dibagikan dan tarif dipasang di lokasi.",
        "Lampu lalu lintas diperbaiki, modul pengatur waktu diganti.",
        "Rambu dipasang kembali dan marka dicat ulang.",
    ),
    answers=("Tarif parkir tepi jalan umum: motor Rp2.000, mobil Rp3.000, wajib dengan karcis.",),
    season=FEAST,
    scene="lampu",
    answered=0.12,
    elsewhere="Satpol P3KP",
    outside="Penindakan pelanggaran lalu lintas, ditangani Polres",
    days=2.4,
)
ORDER = Topic(
    "Ketertiban Umum",
    "Satpol P3KP",
    texts=(
        "PKL di {jl} {di} memakai seluruh trotoar, pejalan kaki harus turun ke jalan.",
        "Sound horeg di {kel} sampai lewat tengah malam, {sejak} bayi saya tidak bisa tidur.",
        "Karaoke di {jl} bising sampai jam dua pagi, mohon ditindak.",
        "Ada bangunan liar berdiri di atas saluran {di} {kel} {sejak}.",
        "Anak-anak balap liar setiap malam Minggu di {jl}, suaranya bukan main.",
        "Reklame liar dipaku di pohon sepanjang {jl} {di}.",
        "Pengemis dan anak jalanan makin banyak di lampu merah {di}.",
        "Bocah-bocah mabuk miras neng {di} {kel} saben malem, warga wedi liwat.",
        "Warung remang-remang di {di} {jl} buka lagi {sejak}, kami resah.",
        "Tetangga {kel} {rt} memelihara puluhan ayam, bau dan bising setiap subuh.",
        "Ada sarang tawon besar di {di} {kel}, mohon bantuan petugas pemadam untuk evakuasi.",
        "Ada kebakaran kecil di kebun {di} {kel}, asapnya tebal dan dekat rumah warga.",
        "Ular masuk ke rumah warga {kel} {rt}, mohon dibantu dievakuasi.",
    ),
    results=(
        "Pedagang diberi surat peringatan pertama dan trotoar dikosongkan.",
        "Patroli malam dilakukan {n} kali; pemilik acara membuat surat pernyataan.",
        "Reklame liar sebanyak {n} lembar dibongkar.",
        "Sarang tawon dievakuasi regu penyelamatan pada malam hari.",
        "Pemilik usaha dipanggil dan menandatangani kesanggupan mematuhi jam buka.",
    ),
    answers=("Izin keramaian diajukan ke Polsek paling lambat tujuh hari sebelum acara.",),
    season=FEAST,
    elsewhere="Dinhub",
    outside="Tindak pidana, ditangani Polres",
    days=2.8,
)
