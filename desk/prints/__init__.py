"""The papers of the SOP as PDF; which ones a procedure has is its data (`Sop.papers`)."""

from desk.prints.documents import Document, file_name, make, possible, refusal

__all__ = ["Document", "file_name", "make", "possible", "refusal"]
