"""The first rows of the tab Petunjuk: what each procedure's own steps are typed as."""

from __future__ import annotations

WADUL_ALADIN = (
    ("OPD lalu Status = Diteruskan ke OPD", "disposisi ke Admin OPD, kabar ke pelapor"),
    ("Jawaban lalu Status = Selesai (dari Baru)", 'jawaban dikirim, ditutup "Dijawab"'),
    (
        "Alasan (apa yang kurang) lalu Status = Menunggu Pelapor",
        "permintaan kelengkapan dikirim, waktu dijeda",
    ),
    (
        "Alasan lalu Status = Dikembalikan OPD",
        "kembali kepada yang meneruskan, beserta alasannya",
    ),
    (
        "Tindak Lanjut lalu Status = Ditindaklanjuti",
        "tersimpan, giliran admin mengirim; belum dikirim ke pelapor",
    ),
    ("Jawaban lalu Status = Hasil Terkirim", "hasil + foto dikirim ke pelapor"),
)

WANI_BARES = (
    (
        "Status = Di Kabid IKP, OPD boleh diisi sebagai usulan",
        "mohon arahan kepada Kabid IKP, lalu Kadis Kominfo",
    ),
    (
        "Kelengkapan (Lengkap: alasan) lalu Status = Di Kabid IKP",
        "aduan yang belum lengkap tetap diteruskan; alasannya ada di Riwayat",
    ),
    (
        "Jawaban lalu Status = Selesai (dari Baru)",
        'hanya Permintaan Informasi: jawaban dikirim, ditutup "Dijawab"',
    ),
    (
        "Alasan (apa yang kurang) lalu Status = Menunggu Pengadu",
        "permintaan kelengkapan dikirim, waktu dijeda",
    ),
    (
        "Status = Di Kadis Kominfo; OPD, Diteruskan ke OPD; Jawaban di Kabid IKP; Siap Dikirim",
        "langkah Kabid dan Kadis; hanya bila Pengaturan: Lembar boleh mewakili pimpinan = Ya",
    ),
    (
        "Tindak Lanjut lalu Status = Dijawab OPD",
        "jawaban OPD tersimpan, giliran Kadis Kominfo; belum dikirim ke pengadu",
    ),
    ("Jawaban lalu Status = Hasil Terkirim", "hasil + foto dikirim ke pengadu"),
)
