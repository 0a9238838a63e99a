"""The register's tabs and columns. Headers, order and words are a contract with the staff.

Staff may move columns and add their own; nothing here depends on the order but a new tab's look.
"""

from __future__ import annotations

from dataclasses import replace

from sheets_schema.columns import Column, Kind, Owner, Tab, Use

CHANNELS = (
    "WhatsApp",
    "Datang Langsung",
    "Telepon",
    "Surat",
    "Instagram",
    "Facebook",
    "SP4N-LAPOR!",
    "LaporGub",
    "Lainnya",
    "Data Lama",
)
CLASSIFICATIONS = ("Pengaduan", "Aspirasi", "Permintaan Informasi")
KINDS = ("Umum", "Teknis")
CLOSE_REASONS = (
    "Bukan Kewenangan",
    "Tidak Lengkap",
    "Duplikat",
    "Spam",
    "Dicabut Pelapor",
    "Dijadwalkan",
)
YES_NO = ("Ya", "Tidak")
TIMELINESS = ("Dalam Batas", "Terlambat", "Jeda", "Tepat", "Tidak Terukur")
STATUS = "Status"  # choices_from: the states of the SOP
REPLY_WORD = "Balas"


def _machine(header: str, meaning: str, kind: Kind = Kind.TEXT, width: int = 110) -> Column:
    return Column(header, meaning, kind, width=width)


def _input(header: str, field: str, meaning: str, choices: tuple[str, ...] = ()) -> Column:
    kind = Kind.CHOICE if choices else Kind.TEXT
    return Column(header, meaning, kind, Owner.INPUT, field, choices, width=160)


def _plain(header: str, field: str, meaning: str, choices: tuple[str, ...] = ()) -> Column:
    kind = Kind.CHOICE if choices else Kind.TEXT
    return Column(header, meaning, kind, Owner.PLAIN, field, choices)


def _listed(column: Column, tab: str) -> Column:
    return replace(column, kind=Kind.CHOICE, choices_from=tab)


COMPLAINT_COLUMNS = (
    _machine("No. Aduan", "nomor aduan; tanda pengenal baris", width=150),
    _machine("Tgl Diterima", "kapan pesan pelapor diterima", Kind.MOMENT, 130),
    _plain("Nama", "name", "nama pelapor; pada aduan rahasia disamarkan"),
    replace(_plain("Isi Aduan", "body", "apa yang diadukan, dengan kata pelapor"), width=320),
    replace(_plain("Lokasi", "location", "tempat kejadian"), width=180),
    _machine("Pesan Terakhir Pelapor", "jam dan isi pesan terbaru dari pelapor", width=200),
    Column(
        "Status",
        "tahap aduan; mengubahnya adalah satu tindakan",
        Kind.CHOICE,
        Owner.ACTION,
        "state",
        choices_from=STATUS,
        width=150,
    ),
    _listed(
        _input("OPD", "agency_draft", "OPD yang menangani, atau yang akan diberi aduan"), "OPD"
    ),
    _machine("Batas Waktu", "batas tahap yang sedang berjalan", Kind.MOMENT, 130),
    _machine("Ketepatan", "ketepatan terhadap batas waktu SOP: " + ", ".join(TIMELINESS)),
    _machine("Posisi", "siapa yang harus bertindak"),
    _input("Tindak Lanjut", "follow_up", "apa yang sudah dikerjakan OPD"),
    _input("Jawaban", "answer", "jawaban yang akan dikirim kepada pelapor"),
    _input("Alasan", "reason", "apa yang kurang, atau mengapa dikembalikan"),
    _input("Alasan Tutup", "close_reason", "mengapa ditutup", CLOSE_REASONS),
    _input("Balas Pelapor", "reply_draft", "pesan bebas; dikirim dengan Status = Balas"),
    Column("Petugas", "siapa yang mengubah baris ini", owner=Owner.CLAIM),
    _machine("Catatan Sistem", "pesan Wadul kepada petugas tentang baris ini", width=260),
    _input("Klasifikasi", "classification", "jenis menurut SP4N", CLASSIFICATIONS),
    _input("Jenis Aduan", "kind", "umum dijawab langsung, teknis diteruskan ke OPD", KINDS),
    _input(
        "Kelengkapan", "completeness", "apa yang ada dan apa yang kurang; boleh diganti petugas"
    ),
    _listed(_plain("Kategori", "category", "kategori aduan"), "Kategori"),
    _plain("Kecamatan", "district", "kecamatan tempat kejadian"),
    _plain("Kelurahan/Desa", "village", "kelurahan atau desa tempat kejadian"),
    _plain("Kanal", "channel", "lewat mana aduan masuk", CHANNELS),
    _plain("No. WA", "phone", "nomor WhatsApp pelapor, angka saja; pada aduan rahasia disamarkan"),
    replace(
        _plain("Rahasia", "confidential", "identitas hanya untuk petugas yang ditunjuk", YES_NO),
        kind=Kind.FLAG,
    ),
    replace(
        _input(
            "OPD Pendukung",
            "supporting_agencies",
            "OPD lain yang ikut menangani, pisahkan dengan koma; diberi tahu bersama disposisi",
        ),
        several_of="OPD",
    ),
    _machine("Lampiran", "banyak berkas dan tautan ke aplikasi"),
    _machine("Tahap SOP", "baris SOP yang sedang berjalan", width=160),
    _machine("Tgl Selesai", "kapan aduan selesai atau ditutup", Kind.MOMENT, 130),
    _machine("Penilaian", "angka dan saran dari survei"),
    _plain("Catatan Internal", "internal_note", "catatan petugas; tidak pernah dikirim"),
    _machine("Terakhir Diubah", "kapan aduan terakhir berubah", Kind.MOMENT, 130),
)

ADUAN = Tab(
    "Aduan",
    Use.REGISTER,
    COMPLAINT_COLUMNS,
    "Satu baris satu aduan. Di sinilah petugas bekerja.",
    key="No. Aduan",
)

PERCAKAPAN = Tab(
    "Percakapan",
    Use.LOG,
    (
        Column("ID", "nomor pesan", field="id", width=90),
        Column("Waktu", "kapan pesan masuk atau ditulis", Kind.MOMENT, field="at", width=130),
        Column("No. Aduan", "aduan yang dibicarakan", field="number", changes=True, width=150),
        Column("Arah", "Masuk atau Keluar", Kind.CHOICE, choices=("Masuk", "Keluar")),
        Column("Chat", "alamat percakapan di gateway", changes=True),
        Column("Nama", "nama pengirim menurut pengirim sendiri", changes=True),
        Column("Jenis", "teks, gambar, …; pesan keluar: untuk apa, templat mana", field="kind"),
        Column("Isi", "isi pesan, kata demi kata", field="body", width=360),
        Column("Lampiran", "nama berkas atau titik lokasi; KTP tidak disebut", changes=True),
        Column("SHA-256", "sidik berkas; KTP dan berkas aduan rahasia: (rahasia)", changes=True),
        Column("Kutipan", "ID pesan yang dikutip", field="quoted_id"),
        Column("Status", "sampai di mana pesan keluar", changes=True, width=130),
        Column("Waktu Status", "kapan status berubah", Kind.MOMENT, field="state_at", changes=True),
        Column("Gateway", "lewat gateway mana", field="gateway"),
        Column("ID Gateway", "nomor pesan di gateway", field="gateway_id", changes=True),
        Column("Oleh", "siapa yang menulis", field="actor"),
    ),
    "Semua pesan masuk dan keluar. Hanya Wadul yang menulis.",
    key="ID",
    locked=True,
)

RIWAYAT = Tab(
    "Riwayat",
    Use.LOG,
    (
        Column("ID", "nomor kejadian", field="id", width=90),
        Column("Waktu", "kapan terjadi", Kind.MOMENT, field="at", width=130),
        Column("No. Aduan", "aduannya", field="number", width=150),
        Column("Tahap", "baris SOP yang berakhir dengan kejadian ini", width=180),
        Column("Tindakan", "apa yang dilakukan", field="action", width=160),
        Column("Dari", "status sebelumnya", field="from_state", width=140),
        Column("Ke", "status sesudahnya", field="to_state", width=140),
        Column("Oleh", "siapa yang melakukan", field="actor"),
        Column("Peran", "dalam peran apa", field="role"),
        Column("OPD", "OPD yang bersangkutan", field="agency"),
        Column("Catatan", "alasan atau keterangan", field="note", width=260),
        Column("Batas Waktu", "batas tahap yang berakhir", Kind.MOMENT, field="due_at", width=130),
        Column("Menit", "waktu terpakai, dalam satuan batasnya", Kind.NUMBER, field="minutes"),
        Column(
            "Tepat Waktu",
            "Ya, Tidak, atau Tidak Terukur",
            Kind.CHOICE,
            choices=(*YES_NO, "Tidak Terukur"),
        ),
        Column("Data", "rincian untuk membangun ulang jurnal (JSON)"),
    ),
    "Semua yang terjadi pada setiap aduan. Hanya Wadul yang menulis.",
    key="ID",
    locked=True,
)


def archive(year: int) -> Tab:
    """The tab of closed complaints of a year: Aduan's columns."""
    return replace(ADUAN, title=f"Arsip {year}", meaning=f"Aduan {year} yang sudah lama selesai.")
