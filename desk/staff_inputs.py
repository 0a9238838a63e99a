"""What staff wrote after a word, as the inputs of the action which that word names."""

from __future__ import annotations

import re
from dataclasses import replace

from desk import choices, completeness, staff_words, supporters
from desk.arrival import Arrival
from desk.conversation import Row
from desk.records import OUTSIDE
from desk.staff_words import Said
from sop.model import Action, Field

UNKNOWN = 'OPD "{words}" tidak dikenal. Mohon tulis: {instead}.'
BY_NAME = "{word} <singkatan OPD>"
AS_PROPOSED = " (atau *{word}* saja: {proposed})"
NO_AGENCY = "OPD tidak perlu disebut lagi. Mohon tulis: *{word}* saja."
WHICH = "Mohon sebutkan OPD-nya: teruskan <singkatan OPD>."
COLON = (
    "Kata-kata itu akan dikirim ke {citizen}. Bila benar, mohon tulis dengan titik dua: "
    "{word}: <kata-kata>."
)
BY_WHATSAPP = " Lewat WA: *{word}, lengkap: <alasan>*."
WEIGHED_BY_WHATSAPP = " Lewat WA: *{word}, bukti diperiksa: <alasan>*."
WEIGHED = re.compile(
    r"[\s,;]*\bbukti(?:\s+sudah)?\s+diperiksa\b[\s:,;.–—-]*(?P<why>.*)", re.IGNORECASE | re.DOTALL
)
COMPLETE = re.compile(r"[\s,;]*\blengkap\b[\s:,;.–—-]*(?P<why>.*)", re.IGNORECASE | re.DOTALL)


def read(arrival: Arrival, row: Row, action: Action, said: Said) -> dict[Field, str] | str:
    """The inputs, or the question that has to be asked first."""
    weighed, said = _weighed(said) if action.weighs_evidence else ({}, said)
    if (told := choices.words_for_citizen(action)) is not None:
        answer = _told(arrival, row, action, said, field=told)
        return answer if isinstance(answer, str) else answer | weighed
    if Field.REASON in action.needs:
        return {Field.REASON: said.rest}
    passed, rest = _let_pass(said.rest) if action.complete else ({}, said.rest)
    handed = _handed(arrival, row, action, rest)
    return handed if isinstance(handed, str) else handed | passed


def _weighed(said: Said) -> tuple[dict[Field, str], Said]:
    """kirim, bukti diperiksa: dua lubang di jalan yang sama"""
    found = WEIGHED.search(said.rest)
    if found is None or not found["why"]:
        return {}, said
    reason = {Field.REASON: f"Bukti diperiksa: {found['why']}"}
    return reason, replace(said, rest=said.rest[: found.start()])


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
        return UNKNOWN.format(words=" ".join(named.unknown)[:60], instead=_instead(row, action))
    if named.agencies and not takes_agency:
        return NO_AGENCY.format(word=action.said)
    if Field.AGENCY in action.needs and not (named.agencies or row["agency_draft"]):
        return WHICH
    return _handed_to(named.agencies)


def _instead(row: Row, action: Action) -> str:
    """How an OPD is named, or the word alone where one is proposed or none is asked for."""
    takes_agency = Field.AGENCY in (*action.needs, *action.proposes)
    if not takes_agency:
        return f"*{action.said}* saja"
    proposed = row["agency_draft"]
    alone = AS_PROPOSED.format(word=action.said, proposed=proposed) if proposed else ""
    return BY_NAME.format(word=action.said) + alone


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
