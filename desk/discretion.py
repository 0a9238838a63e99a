"""What of a complaint may stand in a message to the staff's telephones.

As the table of `desk.visibility` says for its reader, and never the citizen's own number or NIK: a
message travels further than a page.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from desk import labels, sight, texts, visibility
from desk.masking import masked
from desk.visibility import Access, Fact, Viewer
from sop.model import Notice, Recipient, Scope, Sop

LONGEST = 300  # characters of an answer: enough to decide on it on the way
#: Facts of a template that a member of staff has typed: a name may be in them, too.
TYPED = ("alasan", "balasan", "kurang", "jawaban")

Row = Mapping[str, Any]


def for_staff(
    sop: Sop, notice: Notice, row: Row, facts: Mapping[str, str] | None = None
) -> dict[str, str]:
    """The facts of a template that are other words for staff than for the citizen. `facts`: those
    of the citizen, from which the typed ones are taken."""
    return for_readers(readers(sop, notice, row), row, facts)


def for_readers(
    viewers: frozenset[Viewer], row: Row, facts: Mapping[str, str] | None = None
) -> dict[str, str]:
    shown = sight.shown_to(viewers, row)
    told = {name: text for name, text in (facts or {}).items() if name in TYPED}
    return {
        **{name: _said(viewers, row, text) for name, text in told.items()},
        "sapaan": texts.greeting(shown["name"] if _knows_the_name(viewers, row) else ""),
        "isi_singkat": texts.isi_singkat(masked(row, labels.without_identity(shown["body"]))),
        "lokasi": masked(row, shown["location"]),
        "tindak_lanjut": texts.excerpt(masked(row, _answer(shown)), LONGEST),
    }


def readers(sop: Sop, notice: Notice, row: Row) -> frozenset[Viewer]:
    """As whom the people of this notice read; a secret one never goes to a group."""
    if notice.to_group and visibility.goes_to_groups(row):
        return frozenset({Viewer.GROUP})
    roles = sop.addressees.get(notice.to, ())
    scope = sop.role(roles[0]).scope if roles else Scope.SYSTEM
    if scope is Scope.AGENCY:
        return frozenset({_AT_AGENCY.get(notice.to, Viewer.HANDLES)})
    return frozenset({_OF_SCOPE.get(scope, Viewer.PROGRAM)})


#: Who had it until now knows it, but is told nothing new.
_AT_AGENCY = {Recipient.SUPPORTERS: Viewer.HELPING, Recipient.FORMER_AGENCY: Viewer.IN_CHARGE}
_OF_SCOPE = {Scope.CITY: Viewer.NAMED, Scope.LEADER: Viewer.PASSES_ON}


def excerpt(sop: Sop, notice: Notice, row: Row, words: str) -> str:
    """The beginning of what somebody wrote about the complaint, as this notice may tell it."""
    return texts.excerpt(_said(readers(sop, notice, row), row, words), LONGEST)


def _said(viewers: frozenset[Viewer], row: Row, words: str) -> str:
    return masked(row, sight.words_to(viewers, row, words))


def _answer(shown: Row) -> str:
    return str(shown["answer"] or shown["follow_up"])


def _knows_the_name(viewers: frozenset[Viewer], row: Row) -> bool:
    secret = bool(row["confidential"])
    return not secret and visibility.best(viewers, row, Fact.NAME) is Access.YES
