"""Which papers a complaint has, and the making of one; each is authorised when it is made."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import datetime
from enum import StrEnum
from typing import Any

from desk import sight
from desk.actors import Actor
from desk.context import Desk
from desk.prints import answer, disposition, receipt, report
from desk.prints.dossier import Dossier, gather
from desk.prints.paper import Paper
from desk.problems import Refused
from sop.model import Scope


class Document(StrEnum):
    """A paper in the words of the SOP."""

    DISPOSITION = "Lembar Disposisi"
    REPORT = "Laporan Hasil Tindak Lanjut"
    ANSWER = "Jawaban dan Tindak Lanjut OPD"
    RECEIPT = "Tanda Terima"


MAKERS: Mapping[Document, Callable[[Dossier], Paper]] = {
    Document.DISPOSITION: disposition.paper,
    Document.REPORT: report.paper,
    Document.ANSWER: answer.paper,
    Document.RECEIPT: receipt.paper,
}
FITS: Mapping[Document, Callable[[Desk, Mapping[str, Any]], bool]] = {
    Document.DISPOSITION: disposition.fits,
    Document.REPORT: report.fits,
    Document.ANSWER: answer.fits,
    Document.RECEIPT: receipt.fits,
}


def possible(desk: Desk, actor: Actor, row: Mapping[str, Any]) -> tuple[Document, ...]:
    """The papers that make sense for this complaint as it stands, for this person."""
    scopes = sight.scopes_on(desk, actor, row)
    if not scopes or (row["confidential"] and not scopes & {Scope.CITY, Scope.AGENCY}):
        return ()
    return tuple(
        document
        for document in Document
        if document in desk.sop.papers and FITS[document](desk, row) and _for_them(document, scopes)
    )


def _for_them(document: Document, scopes: frozenset[Scope]) -> bool:
    return document is not Document.RECEIPT or Scope.CITY in scopes


def make(desk: Desk, actor: Actor, number: str, document: Document, *, now: datetime) -> bytes:
    """The PDF. NotFound: not there or not theirs; Refused: not for them, or not at this state."""
    dossier = gather(desk, actor, number, now=now)
    if document not in possible(desk, dossier.printer, dossier.row):
        raise Refused(
            f"{document} belum dapat dicetak untuk aduan {number} (status {dossier.row['state']})."
        )
    return MAKERS[document](dossier).bytes()


def refusal(document: Document, sentence: str, *, now: datetime) -> bytes:
    """A page that says why there is no paper, where nothing but a file can be answered."""
    page = Paper(document, "", now=now)
    page.heading("Dokumen tidak dapat dibuat")
    page.words(f"{document}: {sentence}", most=1000)
    return page.bytes()


def file_name(document: Document, number: str) -> str:
    return f"{document} {number}.pdf"
