"""Pekalongan's examples: identity papers, aid, health, schools, markets, officials."""

from __future__ import annotations

from desk.seeds.history.topics import Topic

SCHOOL = (0.8, 0.7, 0.7, 0.8, 1.4, 2.6, 2.4, 1.1, 0.8, 0.8, 0.8, 0.7)
DENGUE = (2.0, 2.0, 1.6, 1.2, 0.9, 0.7, 0.6, 0.6, 0.7, 0.8, 1.1, 1.6)
FEAST = (1.0, 1.2, 1.8, 1.5, 0.9, 0.9, 1.0, 0.9, 0.9, 1.0, 1.0, 1.3)

PAPERS = Topic(
    "Administrasi Kependudukan",
    "Dindukcapil",
    texts=(
        "Mau tanya syarat pindah datang dari kabupaten sebelah ke {kel} apa saja?",
        "E-KTP saya rusak dan tidak terbaca, ganti di kecamatan atau dukcapil?",
        "Kartu keluarga saya salah tulis nama anak, cara membetulkannya bagaimana?",
        "Akta kelahiran anak belum jadi {sejak}, padahal sudah diajukan online.",
        "Pripun carane ndamel KIA kagem putu kulo? Griyane {kel} {rt}.",
        "Rekam KTP untuk lansia yang tidak bisa jalan apakah bisa didatangi? Alamat {jl}.",
        "IKD di HP saya tidak bisa masuk {sejak}, muncul data tidak sesuai.",
        "Antrean dukcapil online selalu penuh, apa bisa datang langsung?",
        "Akta kematian orang tua saya perlu surat apa saja dari {kel}?",
        "KK barcode dicetak sendiri apakah sah untuk daftar sekolah?",
        "Surat pindah saya dari luar provinsi sudah ada, lalu langkahnya ke mana?",
    ),
    results=(
        "Berkas ditemukan tertahan di verifikasi; dokumen dicetak dan dikirim lewat WhatsApp.",
        "Petugas jemput bola merekam data di rumah warga.",
        "Data sudah diselaraskan, IKD dapat diaktifkan kembali.",
    ),
    answers=(
        "Syarat: KTP dan KK asli, surat pindah dari daerah asal, dan formulir F-1.03. Diurus "
        "gratis di Mal Pelayanan Publik, selesai satu hari kerja.",
        "Penggantian karena rusak cukup membawa KTP lama ke kecamatan; dicetak hari itu juga "
        "selama blangko tersedia.",
        "Perbaikan data diajukan dengan membawa dokumen pendukung (akta atau ijazah) ke loket 3.",
        "Dokumen dengan kode QR yang dicetak sendiri pada kertas HVS A4 80 gram sah dipakai.",
        "Pelayanan jemput bola untuk lansia dan sakit dapat didaftarkan lewat kelurahan.",
    ),
    answered=0.82,
    days=1.5,
)
AID = Topic(
    "Bantuan Sosial",
    "Dinsos-P2KB",
    texts=(
        "Saya janda tiga anak di {kel} {rt} tidak pernah dapat bansos, tetangga yang mampu malah "
        "dapat.",
        "PKH saya berhenti cair {sejak}, kartu masih ada.",
        "BPNT bulan ini belum masuk, agen di {di} bilang saldo nol.",
        "Bagaimana cara cek desil DTSEN? Kami pengin usul masuk.",
        "Ada lansia telantar di {di} {kel}, tidur di emperan {sejak}.",
        "ODGJ berkeliaran di {jl} {di}, kadang melempar batu. Mohon dibantu.",
        "PBI BPJS ibu saya nonaktif padahal harus cuci darah.",
        "Bantuan sembako neng {kel} {rt} kok dibagi ora rata, nyuwun dicek.",
        "Mohon kursi roda untuk ayah saya yang stroke, alamat {jl} {rt}.",
        "Dipotong dua puluh ribu waktu ambil BLT di {di}, apa memang begitu?",
    ),
    results=(
        "Pendamping mendatangi rumah dan mengusulkan keluarga ini masuk DTSEN lewat musyawarah "
        "kelurahan.",
        "Lansia dibawa ke rumah singgah dan keluarganya ditemukan.",
        "Kepesertaan PBI diaktifkan kembali; kartu dapat dipakai mulai besok.",
        "Kursi roda diserahkan di rumah warga.",
        "Agen ditegur dan uang potongan dikembalikan kepada {n} penerima.",
    ),
    answers=("Status penerima dicek di cekbansos.kemensos.go.id dengan NIK masing-masing.",),
    answered=0.18,
    season=FEAST,
    outside="Iuran dan kelas mandiri, ditangani BPJS Kesehatan",
    days=3.2,
)
HEALTH = Topic(
    "Kesehatan",
    "Dinkes",
    texts=(
        "Antre di puskesmas {kel} dari jam enam sampai jam sebelas, loketnya cuma satu.",
        "Minta fogging di {kel} {rt}, sudah {n} anak kena DBD.",
        "Obat di puskesmas {di} kosong {sejak}, disuruh beli sendiri.",
        "Dokter gigi di puskesmas {kel} jarang ada, sudah datang dua kali pulang lagi.",
        "Posyandu {kel} {rt} timbangannya rusak {sejak}.",
        "Petugas pendaftaran puskesmas {kel} kurang ramah kepada orang tua.",
        "Lemut akeh banget, bocah loro kena demam berdarah neng {kel} {rt}. Nyuwun disemprot.",
        "Ambulans puskesmas tidak bisa dihubungi semalam dari {jl}.",
        "Rumah sakit menolak karena kamar penuh, keluarga kami bingung dirujuk ke mana.",
        "Jam buka puskesmas pembantu {kel} tidak sesuai papan, jam sembilan masih tutup.",
    ),
    results=(
        "Penyelidikan epidemiologi dilakukan dan fogging dilaksanakan di radius 100 meter.",
        "Loket ditambah satu pada jam sibuk dan nomor antrean dibagikan lewat WhatsApp.",
        "Stok obat dikirim dari gudang farmasi; pasien yang telanjur membeli sudah dihubungi.",
        "Petugas diingatkan dan dijadwalkan ikut pelatihan pelayanan.",
    ),
    answers=("Jam pelayanan puskesmas: Senin sampai Kamis 07.30-12.00, Jumat sampai 10.30.",),
    season=DENGUE,
    answered=0.1,
    elsewhere="RSUD Bendan",
    outside="Aturan rujukan, ditangani BPJS Kesehatan",
    days=2.6,
)
SCHOOLS = Topic(
    "Pendidikan",
    "Dindik",
    texts=(
        "SD di {kel} menarik iuran gedung {n} ratus ribu, apakah boleh?",
        "Zonasi SPMB anak saya tidak muncul padahal rumah {rt} {kel} dekat sekolah.",
        "Seragam wajib beli di sekolah SMP {di}, harganya mahal sekali.",
        "PIP anak saya belum cair {sejak}, sekolah bilang tunggu.",
        "Atap kelas SD {di} {kel} bocor, anak-anak belajar pindah ke mushola.",
        "Guru kelas lima di sekolah {di} sering tidak masuk, muridnya dititipkan.",
        "Nopo leres SPMB jalur prestasi kedah gadhah piagam tingkat kota? Kulo saking {kel}.",
        "Ada pungutan perpisahan di SMP {di}, yang tidak bayar tidak dapat ijazah.",
        "Toilet sekolah {di} {kel} rusak semua {sejak}, anak menahan sampai pulang.",
        "Pagar SD {kel} roboh kena rob, halaman dimasuki kambing.",
    ),
    results=(
        "Kepala sekolah dipanggil; pungutan dihentikan dan uang dikembalikan kepada wali murid.",
        "Titik koordinat rumah diperbaiki dan pendaftaran diproses ulang.",
        "Atap diperbaiki dengan dana pemeliharaan, kelas dipakai lagi mulai Senin.",
        "Pencairan PIP menunggu aktivasi rekening; sekolah sudah mendampingi wali murid.",
    ),
    answers=(
        "Pendaftaran SPMB dibuka bulan Juni; petunjuk lengkap ada di spmb.pekalongankota.go.id.",
    ),
    season=SCHOOL,
    answered=0.2,
    outside="SMA dan SMK, ditangani Dinas Pendidikan Provinsi",
    days=3.6,
    staffed=False,
)
MARKETS = Topic(
    "Pasar, Usaha, dan Perizinan",
    "Dindagkop-UKM",
    texts=(
        "Retribusi los pasar {di} naik tanpa pemberitahuan.",
        "Kios pasar {di} bocor {sejak}, dagangan saya basah.",
        "LPG tiga kilo langka di {kel}, di eceran sampai tiga puluh ribu.",
        "Cara mengurus NIB untuk usaha batik rumahan bagaimana? Saya di {kel}.",
        "Lapak di pasar {di} diperjualbelikan oknum.",
        "Harga cabai lan bawang neng pasar {di} mundhak terus, ora ana operasi pasar?",
        "OSS saya macet di pemenuhan persyaratan {sejak}, mohon dibantu.",
        "Toilet pasar {di} jorok dan bayar, padahal sudah ada retribusi.",
        "Bantuan alat UMKM yang diajukan {sejak} belum ada kabarnya.",
        "Penempatan kembali pedagang pasar {di} setelah renovasi kok diundi ulang?",
    ),
    results=(
        "Atap kios ditambal dan talang diganti sepanjang {n} meter.",
        "Operasi pasar LPG digelar di kelurahan dengan {n} ratus tabung.",
        "Petugas pasar memberi penjelasan tarif sesuai perda dan memasang papan pengumuman.",
        "Pemohon didampingi di klinik OSS sampai NIB terbit.",
    ),
    answers=(
        "NIB gratis dan dibuat di oss.go.id; pendampingan tersedia di Mal Pelayanan Publik tiap "
        "hari kerja.",
    ),
    season=FEAST,
    answered=0.2,
    elsewhere="DPMPTSP",
    days=3.0,
    staffed=False,
)
OFFICIALS = Topic(
    "Pelayanan Aparatur dan Pungli",
    "Inspektorat",
    texts=(
        "Diminta uang rokok waktu mengurus surat di kantor {kel}, katanya biar cepat. Ini pungli.",
        "Petugas kasar di loket {di}, saya dibentak karena salah isi formulir.",
        "Pelayanan lambat di kantor {kel}, jam sepuluh pejabatnya belum datang.",
        "Ada dugaan mark up pengadaan kursi di {di}, saya punya notanya.",
        "ASN dinas nongkrong di warung {di} setiap jam kerja.",
        "Pungli parkir acara dinas di {di}, setor ke oknum katanya.",
        "Mohon identitas saya aman: ada suap dalam penerimaan tenaga kontrak di {di}.",
        "Dijaluki dhuwit nalika ngurus surat tanah neng {kel}. Kulo ajrih nek konangan.",
        "Bantuan untuk {rt} dipotong perangkat, kami tidak berani bicara di rapat.",
    ),
    results=(
        "Pemeriksaan dilakukan; pegawai yang bersangkutan mendapat teguran tertulis.",
        "Uang dikembalikan kepada warga dan prosedur tanpa biaya dipasang di loket.",
        "Tidak ditemukan bukti cukup; pengawasan jam kerja diperketat dan dilaporkan tiap bulan.",
    ),
    answers=("Semua pelayanan kelurahan tidak dipungut biaya; laporan dapat lewat saluran ini.",),
    days=7.0,
)
