"""A report's contents, from the journal as it is now."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime
from zoneinfo import ZoneInfo

from desk import digests, texts
from desk.context import Desk
from desk.masking import SECRET
from desk.reference import Reference
from desk.reports import annex, correcting, sections
from desk.reports.contents import EXAMPLES, Contents, Listed
from desk.reports.counting import of_month, said_of_examples
from desk.reports.records import name_of
from sop.summary import Line, Summary

UNSEALED = "bulan ini belum disegel"
OPENING = (
    "Dengan hormat disampaikan {title} layanan {service} periode {period}. Angka dihitung dari "
    "seluruh kejadian yang tercatat sampai batas data; setiap jumlah telah dicocokkan dengan "
    "rinciannya."
)
#: Received in the month, written down after it: at its end it had no status yet.
RECORDED_LATER = "Dicatat setelah bulan ini"
BASIS = "UU 25/2009 tentang Pelayanan Publik; Perpres 76/2013; PermenPANRB 14/2017 (SKM)"


def live(desk: Desk, month: date, *, now: datetime) -> Contents:
    """What the report of this month would say if it were published now."""
    summary = of_month(desk, month, cutoff=now)
    with desk.journal.read() as connection:
        reference = desk.reference(connection)
        digest = digests.of_month(connection, name_of(month), reference.preferences.zone)
        corrections = tuple(correcting.since(connection, desk, month, now=now))
    return Contents(
        month=name_of(month),
        title=desk.sop.report_title,
        equation=sections.equation(summary.total),
        sections=sections.made(desk.sop, summary, reference.limits),
        unfinished=tuple(_listed(summary, reference.preferences.zone)),
        corrections=corrections,
        complaints=annex.of_month(desk, month, now=now),
        facts=_facts(desk, reference, month, digest.hex, now=now)
        | {EXAMPLES: said_of_examples(desk, month, cutoff=now)},
    )


def _listed(summary: Summary, zone: ZoneInfo) -> Iterator[Listed]:
    """The confidential ones last: that there are so many, and how many of them are late. When one
    came, or whose turn it is, would tell which it is to whoever reads the tables beside it."""
    late = {line.number for line in summary.overdue}
    for line in sorted(summary.unfinished, key=lambda line: line.confidential):
        is_late = line.number in late
        yield _hidden(late=is_late) if line.confidential else _told(summary, line, zone, is_late)


def _told(summary: Summary, line: Line, zone: ZoneInfo, late: bool) -> Listed:
    return Listed(
        number=line.number,
        category=line.category,
        district=line.district,
        agency=line.agency,
        state=line.state or RECORDED_LATER,
        holder=line.holder,
        received_at=line.received_at.astimezone(zone).isoformat(),
        due_at=line.due_at.astimezone(zone).isoformat() if line.due_at else "",
        days=(min(summary.end, summary.cutoff) - line.received_at).days,
        late=late,
    )


def _hidden(*, late: bool) -> Listed:
    names = ("number", "category", "district", "agency", "state", "holder")
    return Listed(**dict.fromkeys(names, SECRET), received_at="", days=None, late=late)


def _facts(
    desk: Desk, reference: Reference, month: date, digest: str, *, now: datetime
) -> dict[str, str]:
    said = reference.preferences
    names = {"title": desk.sop.report_title, "service": said.service_name}
    names |= {"period": texts.month(month)}
    return names | {
        "government": said.government,
        "unit": said.report_unit,
        "addressee": said.report_addressee,
        "cut_off": texts.moment(now, said.zone),
        "basis": BASIS,
        "opening": OPENING.format(**names),
        "events_digest": digest or UNSEALED,
        "city": said.report_city,
        "day": texts.long_date(now.astimezone(said.zone).date()),
        "signer": said.report_signer,
        "signer_title": said.report_signer_title,
        "signer_rank": said.report_signer_rank,
        "signer_id": said.report_signer_id,
    }
