"""Pekalongan's examples: waste, trees, pollution, tap water, and what fits nowhere else."""

from __future__ import annotations

from desk.seeds.history.topics import Topic

DRY = (0.6, 0.6, 0.7, 0.8, 1.0, 1.3, 1.7, 2.0, 2.1, 1.6, 0.9, 0.6)
WIND = (1.8, 1.6, 1.0, 0.8, 0.8, 1.0, 1.3, 1.4, 1.3, 1.2, 1.5, 1.8)
FEAST = (1.2, 1.1, 1.6, 1.5, 1.0, 1.1, 1.0, 1.0, 1.0, 1.0, 1.1, 1.3)

WASTE = Topic(
    "Sampah dan Kebersihan",
    "DLH",
    texts=(
        "Sampah di TPS {di} {kel} menumpuk {sejak}, baunya sampai rumah.",
        "Truk sampah sudah lama tidak lewat {jl}, warga {rt} bingung buang di mana.",
        "Ada yang buang sampah sembarangan di {di} {jl} setiap malam.",
        "Uwuh pirang-pirang neng {di} {kel}, lalere akeh. Nyuwun diangkut nggih.",
        "Bak sampah di {jl} rusak, isinya berserakan dimakan anjing.",
        "Sampah pasar {di} dibuang ke sungai, airnya jadi hitam dan bau.",
        "Bau sampah dari TPS liar {di} {jl} mengganggu anak sekolah.",
        "Sejak jadwal truk sampah berubah, sampah {kel} {rt} tidak terangkut.",
        "Bekas pesta hajatan di {jl} tidak dibersihkan, styrofoam beterbangan.",
        "Tolong disediakan tempat sampah di {di}, pengunjung buang sembarangan.",
        "Warga membakar sampah plastik tiap sore di {di} {kel}, asapnya masuk rumah.",
        "Gerobak sampah {rt} {kel} jebol {sejak}, petugasnya sudah tua kasihan.",
    ),
    results=(
        "Sampah diangkut dua rit dan lokasi disemprot eco enzyme.",
        "Jadwal truk dikembalikan: Senin, Rabu, dan Jumat pagi; ketua RT sudah diberi tahu.",
        "Papan larangan dipasang dan petugas berjaga selama {n} malam.",
        "Bak sampah diganti dengan kontainer baru.",
        "Gerobak pengganti diserahkan kepada petugas RT.",
    ),
    answers=("Jadwal truk sampah kelurahan tersebut: Selasa, Kamis, dan Sabtu pukul 06.00.",),
    season=FEAST,
    scene="sampah",
    answered=0.08,
    days=1.4,
)
TREES = Topic(
    "Pohon dan Taman",
    "DLH",
    texts=(
        "Pohon di {jl} {di} sudah rimbun sekali, dahannya menyentuh kabel.",
        "Dahan besar patah dan menggantung di {di} {jl}, kalau jatuh bahaya.",
        "Pohon tumbang menutup separuh {jl} {sejak}, baru dipotong warga sedikit.",
        "Taman {di} tidak terawat {sejak}, lampu dan ayunannya rusak.",
        "Wit-witan neng {jl} wis dhuwur banget, pang-pange garing. Nyuwun dipangkas.",
        "Mohon rabas pohon di {kel} {rt}, akarnya merusak pagar rumah.",
        "Pohon trembesi {di} keropos, tiap angin kencang dahannya rontok.",
        "Warung {di} {jl} hampir tertimpa pohon waktu angin tadi malam, pohonnya masih miring.",
        "Rumput di median {jl} sudah setinggi pinggang, mengganggu pandangan.",
        "Bangku taman alun-alun {di} patah tiga, tolong diganti.",
        "Pohon mahoni di {jl} miring ke arah rumah saya {sejak}.",
    ),
    results=(
        "Pohon dipangkas {n} batang dan rantingnya diangkut.",
        "Pohon yang keropos ditebang dengan aman, diganti bibit tabebuya.",
        "Dahan yang menggantung diturunkan memakai mobil tangga.",
        "Rumput dipotong dan bangku taman diperbaiki.",
    ),
    answers=("Permohonan tebang pohon di tanah milik warga cukup izin RT/RW setempat.",),
    season=WIND,
    scene="pohon",
    elsewhere="Dinperkim",
    outside="Dahan menyentuh kabel tegangan menengah, ditangani PLN",
    days=2.0,
)
POLLUTION = Topic(
    "Pencemaran Lingkungan",
    "DLH",
    texts=(
        "Sungai di {kel} berwarna merah ungu lagi, limbah batik dibuang waktu subuh.",
        "Asap pabrik di {jl} hitam pekat {sejak}, jemuran kotor semua.",
        "Bau menyengat dari tempat pencucian jeans {di} {kel} bikin pusing.",
        "Limbah cair dari rumah produksi di {jl} mengalir ke selokan {rt}, ikan mati.",
        "Kaline ireng mambu {sejak}, ana pabrik mbuwang limbah neng {di} {kel}.",
        "Sumur warga {kel} {rt} jadi berwarna sejak ada usaha pewarna batik di sebelah.",
        "Debu dari penggilingan {di} {jl} beterbangan waktu kemarau, anak saya batuk.",
        "Peternakan {di} {kel} membuang kotoran ke saluran, baunya tidak tahan.",
        "Oli bekas bengkel {jl} dibuang ke got, licin dan baunya tajam.",
        "IPAL komunal {kel} {rt} meluap {sejak}, air limbahnya masuk pekarangan.",
    ),
    results=(
        "Tim mengambil sampel air dan menegur pemilik; IPAL wajib difungsikan dalam {n} hari.",
        "Pemilik usaha dipanggil, surat teguran pertama diterbitkan.",
        "IPAL komunal disedot dan pompanya diganti.",
        "Cerobong diberi penyaring dan pembakaran dibatasi jam 08.00 sampai 16.00.",
    ),
    answers=("Hasil uji kualitas air sungai diumumkan setiap triwulan di situs DLH.",),
    season=DRY,
    scene="sungai",
    elsewhere="Satpol P3KP",
    days=5.5,
)
WATER = Topic(
    "Air Bersih",
    "Perumda Tirtayasa",
    texts=(
        "Air PDAM di {kel} {rt} mati {sejak}, terpaksa beli air galon.",
        "Air keruh dan berbau dari kran, alamat {jl} {di}.",
        "Pipa bocor di {jl} {di}, airnya terbuang ke jalan {sejak}.",
        "Tagihan air saya bulan ini tiga kali lipat padahal pemakaian biasa.",
        "Banyu PDAM cilik banget neng {kel} {rt}, mung mili bengi.",
        "Meteran air rumah saya di {jl} berputar terus walau kran ditutup.",
        "Sudah bayar pasang baru {sejak} tapi meteran belum dipasang, {kel} {rt}.",
        "Setelah perbaikan pipa, air di {jl} {kel} berwarna cokelat.",
        "Air mati bergilir tanpa pemberitahuan di {kel}, warung saya tidak bisa jualan.",
        "Kran umum {di} {kel} rusak, warga antre di satu titik saja.",
    ),
    results=(
        "Pipa bocor diperbaiki dan tekanan kembali normal di {n} rumah.",
        "Meteran diganti; kelebihan tagihan diperhitungkan pada rekening berikutnya.",
        "Pipa distribusi dikuras sampai air jernih.",
        "Tangki air dikirim selama gangguan, aliran pulih setelah pompa diganti.",
    ),
    answers=("Pengaduan tagihan dapat dicek di loket atau aplikasi dengan nomor pelanggan.",),
    season=DRY,
    scene="pipa",
    answered=0.1,
    days=1.2,
)
OTHER = Topic(
    "Lainnya",
    "Dinperkim",
    texts=(
        "Rumah Mbah di {kel} {rt} hampir roboh, mohon bantuan bedah rumah.",
        "Makam umum {di} {kel} terendam {sejak}, ahli waris kesulitan ziarah.",
        "Sinyal wifi gratis di {di} tidak bisa dipakai {sejak}.",
        "Mohon lapangan {di} {kel} diberi tribun dan lampu.",
        "Perpustakaan keliling sudah lama tidak ke {kel}, anak-anak menanyakan.",
        "Usul: gedung serbaguna {kel} dibuka untuk latihan bulu tangkis warga.",
        "Kandang kucing liar makin banyak di {di} {jl}, ada program steril tidak?",
        "Mushola {di} {kel} minta bantuan karpet, syaratnya apa saja?",
    ),
    results=(
        "Tim memeriksa lapangan dan mengusulkan rumah tersebut pada program tahun depan.",
        "Pompa dipasang dan jalan setapak makam ditinggikan {n} sentimeter.",
        "Perangkat diganti dan jaringan berfungsi kembali.",
    ),
    answers=(
        "Usulan kegiatan fisik disampaikan melalui musrenbang kelurahan; formulirnya di kelurahan.",
        "Permohonan bantuan ditujukan kepada Wali Kota lewat Bagian Kesra dengan proposal.",
    ),
    answered=0.45,
    elsewhere="Dinkominfo",
    days=4.0,
    staffed=False,
)
