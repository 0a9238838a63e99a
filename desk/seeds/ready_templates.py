"""Ready answers of a new desk: "Untuk" names the actions whose field they fill."""

from __future__ import annotations

from desk.seeds.city import Template

ANSWER = "Jawab Langsung, Balas Pelapor"
WRITE = "Balas Pelapor"
ASK = "Minta Kelengkapan"
TELL = "Kirim Hasil"

READY = (
    Template(
        "siap_jam_layanan",
        ANSWER,
        "Layanan kami buka {jam_layanan}. Di luar jam itu aduan tetap tercatat dan diverifikasi "
        "pada jam layanan berikutnya.",
        "Jam layanan",
    ),
    Template(
        "siap_adminduk",
        ANSWER,
        "Dokumen kependudukan (e-KTP, Kartu Keluarga, akta) diurus pada jam kerja dan tidak "
        "dipungut biaya. Mohon membawa dokumen asli beserta fotokopinya.",
        "Dokumen kependudukan",
    ),
    Template(
        "siap_aspirasi",
        ANSWER,
        "Terima kasih atas usulan {sapaan}. Usulan sudah kami catat dan menjadi masukan "
        "perencanaan.",
        "Usulan dicatat",
    ),
    Template(
        "siap_tahap",
        WRITE,
        "Saat ini aduan {tahap}. Kabar berikutnya kami sampaikan di nomor ini.",
        "Kabar tahap sekarang",
    ),
    Template(
        "siap_minta_foto",
        WRITE,
        "Mohon kirim foto keadaan di lapangan agar petugas membawa alat yang sesuai. Terima kasih.",
        "Minta foto",
    ),
    Template(
        "siap_kurang_lokasi",
        ASK,
        "lokasi kejadian (nama jalan, RT/RW, kelurahan)",
        "Lokasi kejadian",
    ),
    Template(
        "siap_kurang_foto",
        ASK,
        "lokasi kejadian (nama jalan, RT/RW, kelurahan)\nfoto keadaan di lapangan",
        "Lokasi dan foto",
    ),
    Template(
        "siap_kurang_nama",
        ASK,
        "nama dan alamat\nwaktu dan uraian kejadian",
        "Nama, alamat, dan uraian",
    ),
    Template(
        "siap_hasil",
        TELL,
        "Petugas sudah mendatangi lokasi dan menanganinya.\n{tindak_lanjut}",
        "Petugas sudah ke lokasi",
    ),
)
