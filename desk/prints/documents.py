"""Which papers a complaint has, and the making of one; each is authorised when it is made."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import datetime
from enum import StrEnum
from typing import Any

from desk import looks, sight
from desk.actors import Actor
from desk.context import Desk
from desk.prints import answer, disposition, receipt, report
from desk.prints.dossier import Dossier, gather
from desk.prints.paper import Paper
from desk.problems import Refused
from desk.visibility import Fact


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
#: They tell the citizen's own name; every other paper is for an OPD.
TO_CITIZENS = frozenset({Document.REPORT, Document.RECEIPT})
FITS: Mapping[Document, Callable[[Desk, Mapping[str, Any]], bool]] = {
    Document.DISPOSITION: disposition.fits,
    Document.REPORT: report.fits,
    Document.ANSWER: answer.fits,
    Document.RECEIPT: receipt.fits,
}


def possible(desk: Desk, actor: Actor, row: Mapping[str, Any]) -> tuple[Document, ...]:
    """The papers that make sense for this complaint as it stands, for this person."""
    if not sight.may(desk, actor, row, Fact.PRINT):
        return ()
    return tuple(
        document
        for document in Document
        if document in desk.sop.papers
        and FITS[document](desk, row)
        and (document is not Document.RECEIPT or sight.may(desk, actor, row, Fact.NOTE))
    )


def make(desk: Desk, actor: Actor, number: str, document: Document, *, now: datetime) -> bytes:
    """The PDF. NotFound: not there or not theirs; Refused: not for them, or not at this state."""
    dossier = gather(desk, actor, number, to_agency=document not in TO_CITIZENS, now=now)
    if document not in possible(desk, dossier.printer, dossier.row):
        raise Refused(
            f"{document} belum dapat dicetak untuk aduan {number} (status {dossier.row['state']})."
        )
    looks.printed(desk, dossier.printer, dossier.row, document, now=now)
    return MAKERS[document](dossier).bytes()


def refusal(document: Document, sentence: str, *, now: datetime) -> bytes:
    """A page that says why there is no paper, where nothing but a file can be answered."""
    page = Paper(document, "", now=now)
    page.heading("Dokumen tidak dapat dibuat")
    page.words(f"{document}: {sentence}", most=1000)
    return page.bytes()


def file_name(document: Document, number: str) -> str:
    return f"{document} {number}.pdf"
