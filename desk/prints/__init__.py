"""The papers of the SOP as PDF: Lembar Disposisi, Laporan Hasil Tindak Lanjut, Tanda Terima."""

from desk.prints.documents import Document, file_name, make, possible, refusal

__all__ = ["Document", "file_name", "make", "possible", "refusal"]
