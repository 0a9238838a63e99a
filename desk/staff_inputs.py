"""What staff wrote after a word, as the inputs of the action which that word names."""

from __future__ import annotations

import re

from desk import completeness, staff_words, supporters
from desk.arrival import Arrival
from desk.conversation import Row
from desk.records import OUTSIDE
from desk.staff_words import Said
from sop.model import Action, Field

UNKNOWN = 'OPD "{words}" tidak dikenal. Mohon tulis: teruskan <singkatan OPD>.'
WHICH = "Mohon sebutkan OPD-nya: teruskan <singkatan OPD>."
COLON = (
    "Kata-kata itu akan dikirim ke {citizen}. Bila benar, mohon tulis dengan titik dua: "
    "{word}: <kata-kata>."
)
BY_WHATSAPP = " Lewat WA: *{word}, lengkap: <alasan>*."
#: What an action spoken in their own words wants to hear.
OWN_WORDS = {Field.FOLLOW_UP: "uraian tindak lanjut + foto", Field.NOTE: "catatan dukungan + foto"}
AFTER_THE_WORD = {Field.AGENCY: " <OPD>", Field.REASON: " <alasan>"}
COMPLETE = re.compile(r"[\s,;]*\blengkap\b[\s:,;.–—-]*(?P<why>.*)", re.IGNORECASE | re.DOTALL)


def spelt(action: Action) -> str:
    """How the action is asked for: teruskan <OPD>"""
    if action.spoken:
        return OWN_WORDS[action.needs[0]]
    if words_for_citizen(action):
        return f"{action.said} · {action.said}: <kata-kata>"
    return action.said + "".join(AFTER_THE_WORD.get(field, "") for field in action.needs)


def words_for_citizen(action: Action) -> Field | None:
    """The input that the citizen will read; None where they read none of it."""
    if Field.ANSWER in action.needs:
        return Field.ANSWER
    return Field.REASON if action.asks else None


def read(arrival: Arrival, row: Row, action: Action, said: Said) -> dict[Field, str] | str:
    """The inputs, or the question that has to be asked first."""
    if (told := words_for_citizen(action)) is not None:
        return _told(arrival, row, action, said, field=told)
    if Field.REASON in action.needs:
        return {Field.REASON: said.rest}
    passed, rest = _let_pass(said.rest) if action.complete else ({}, said.rest)
    handed = _handed(arrival, row, action, rest)
    return handed if isinstance(handed, str) else handed | passed


def _told(
    arrival: Arrival, row: Row, action: Action, said: Said, *, field: Field
) -> dict[Field, str] | str:
    """Nothing a citizen reads is taken from words that may have been meant for us."""
    if not said.rest or staff_words.says_no_more(said.rest):
        return {Field.REASON: _lacking(arrival, row)} if action.asks else {}
    if not said.marked:
        return COLON.format(citizen=arrival.desk.sop.citizen.lower(), word=action.said)
    return {field: said.rest}


def _lacking(arrival: Arrival, row: Row) -> str:
    return "\n".join(completeness.of(arrival.connection, arrival.desk, row).missing)


def _let_pass(rest: str) -> tuple[dict[Field, str], str]:
    """teruskan Dishub, lengkap: sudah dikenal"""
    found = COMPLETE.search(rest)
    if found is None or not found["why"]:
        return {}, rest
    return {Field.COMPLETENESS: f"Lengkap: {found['why']}"}, rest[: found.start()]


def _handed(arrival: Arrival, row: Row, action: Action, rest: str) -> dict[Field, str] | str:
    takes_agency = Field.AGENCY in (*action.needs, *action.proposes)
    if not (takes_agency or action.passes_on):
        return {Field.NOTE: rest} if Field.NOTE in action.takes else {}
    named = staff_words.agencies(rest, _names(arrival))
    if named.unknown:
        return UNKNOWN.format(words=" ".join(named.unknown)[:60])
    if named.agencies and not takes_agency:
        return UNKNOWN.format(words=rest[:60])
    if Field.AGENCY in action.needs and not (named.agencies or row["agency_draft"]):
        return WHICH
    return _handed_to(named.agencies)


def _handed_to(named: tuple[str, ...]) -> dict[Field, str]:
    """The first is in charge, the others help; who names any does not mean those proposed."""
    if not named:
        return {}
    return {Field.AGENCY: named[0], Field.SUPPORTERS: supporters.joined(named[1:])}


def _names(arrival: Arrival) -> dict[str, str]:
    """Every name of an OPD that can be handed a complaint, in small letters."""
    return {
        name.casefold(): agency.short
        for agency in arrival.reference.agencies
        if agency.active and agency.kind != OUTSIDE
        for name in (agency.short, agency.name, *agency.aliases)
        if name
    }
