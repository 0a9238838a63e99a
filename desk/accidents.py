"""Accidents in the Sheet that wait for a person: what is held, and what an admin decides about it.

The worker recognises them (`sheets_schema.accidents`) and carries the decision out. What is held is
one fact of the journal, so that it outlives a restart and a page can show it.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass, field, replace
from datetime import datetime
from enum import StrEnum

from sqlalchemy import Connection, delete

from desk import conditions, decisions, sight
from desk.actors import Actor
from desk.context import Desk
from desk.journal import recall, remember
from desk.problems import Changed, NotFound, Refused
from desk.schema import facts
from sop.model import Scope

FACT = "sheet_accident"
ALARM = "lembar:Aduan:serentak"
MOST_LINES = 50  # kept to be shown; how many there are in all is kept beside them
MOST_NAMED = 5  # in the alarm
LONGEST_CELL = 120


class Sign(StrEnum):
    """Why something is held; the value is for programs."""

    MANY = "serentak"
    SORTED = "urutan"
    OLDER = "versi_lama"
    GONE = "hilang"
    TYPED = "baris_baru"


SENTENCES: Mapping[Sign, str] = {
    Sign.MANY: "Status atau isian tindakan berubah pada banyak aduan sekaligus.",
    Sign.SORTED: "Isi satu kolom berpindah ke aduan lain, seperti bila satu kolom saja diurutkan.",
    Sign.OLDER: "Isi lama kembali, seperti bila versi lama berkas dipulihkan.",
    Sign.GONE: "Banyak baris aduan hilang dari tab Aduan.",
    Sign.TYPED: "Banyak baris baru tanpa nomor ditempel sekaligus.",
}
#: When the word in Pengaturan did not count and was emptied.
TYPE_AGAIN = " Kata di Pengaturan tadi diketik sebelum penahanan ini terlihat; ketik sekali lagi."


class Decision(StrEnum):
    APPLY = "terapkan"
    PUT_BACK = "kembalikan"


@dataclass(frozen=True)
class Line:
    """One held cell: what Wadul knew, and what the Sheet says."""

    number: str
    column: str
    was: str
    now: str


@dataclass(frozen=True)
class Hold:
    """What is held. `cells`: how many in all; `lines`: the first of them.

    `typed`: digest of a new row -> what it begins with. `armed`: the cell in Pengaturan was seen
    empty since this began, so that what is typed there now is meant for it. `ignored`: a word that
    stood there before that was emptied. `asked_again`: a decision left this over.
    """

    since: str
    signs: tuple[str, ...] = ()
    numbers: tuple[str, ...] = ()
    gone: tuple[str, ...] = ()
    typed: Mapping[str, str] = field(default_factory=dict)
    cells: int = 0
    lines: tuple[Line, ...] = ()
    armed: bool = False
    ignored: bool = False
    asked_again: bool = False
    decision: str = ""
    decided_by: str = ""

    def __bool__(self) -> bool:
        return bool(self.numbers or self.gone or self.typed)

    @property
    def digest(self) -> str:
        """Changes with what is held: a decision is about what was on the screen."""
        shown = [self.numbers, self.gone, sorted(self.typed), [asdict(x) for x in self.lines]]
        return hashlib.sha256(json.dumps(shown).encode()).hexdigest()

    @property
    def may_apply(self) -> bool:
        """Vanished rows cannot be "applied": a public register forgets no complaint."""
        return bool(self.numbers or self.typed)

    @property
    def may_put_back(self) -> bool:
        """New rows are not taken away: nobody else has what was typed there."""
        return bool(self.numbers or self.gone)


def standing(connection: Connection) -> Hold | None:
    """What is held now."""
    found = recall(connection, FACT)
    if not found:
        return None
    lines = tuple(Line(**line) for line in found["lines"])
    plain = {name: tuple(found[name]) for name in ("signs", "numbers", "gone")}
    return Hold(**(found | plain | {"lines": lines}))


def with_rows(hold: Hold, numbers: Iterable[str], signs: Iterable[Sign] = ()) -> Hold:
    """The hold with these complaints' rows; without any, their signs are over too."""
    found = tuple(sorted(numbers))
    others = [sign for sign in hold.signs if sign in (Sign.GONE, Sign.TYPED)]
    kept = {*hold.signs, *signs} if found else others
    return replace(hold, numbers=found, signs=tuple(sorted(kept)))


def with_gone(hold: Hold, gone: Sequence[str], *, sign: bool = False) -> Hold:
    """The hold with these vanished rows. `sign`: there are so many that they are one themselves."""
    kept = {*hold.signs, Sign.GONE} if sign else {*hold.signs}
    signs = kept if gone else kept - {Sign.GONE}
    return replace(hold, gone=tuple(gone), signs=tuple(sorted(signs)))


def with_typed(hold: Hold, typed: Mapping[str, str]) -> Hold:
    """The hold with these new rows."""
    signs = {*hold.signs, Sign.TYPED} if typed else {*hold.signs} - {Sign.TYPED}
    return replace(hold, typed=typed, signs=tuple(sorted(signs)))


def keep(connection: Connection, hold: Hold, *, now: datetime) -> None:
    """Keep what is held with its alarm; nothing held ends both."""
    if hold:
        remember(connection, FACT, asdict(hold), now=now)
        conditions.alarm(connection, ALARM, sentence(hold), now=now)
    else:
        connection.execute(delete(facts).where(facts.c.name == FACT))
        conditions.clear(connection, ALARM)


def refresh(connection: Connection, hold: Hold, *, now: datetime) -> None:
    """`keep`, unless a person has decided about what was held before in the meantime."""
    before = standing(connection)
    if before is None or not before.decision:
        keep(connection, hold, now=now)


def alarm(connection: Connection) -> dict[str, str]:
    """The alarm by its code, while it stands."""
    hold = standing(connection)
    return {ALARM: sentence(hold)} if hold else {}


def sentence(hold: Hold) -> str:
    """What happened and what to do, with the first complaints concerned."""
    if hold.decision:
        return f"Perubahan serentak di Lembar sedang di{hold.decision} ({hold.decided_by})."
    why = " ".join(SENTENCES[Sign(sign)] for sign in hold.signs)
    return (
        f"{why} {extent(hold)}: {_named(hold)}. Belum ada yang dijalankan atau ditimpa. "
        f"{choice(hold)}{TYPE_AGAIN if hold.ignored else ''}"
    )


def extent(hold: Hold) -> str:
    """How much is held, in words."""
    parts = [
        f"{len(hold.numbers)} aduan berubah" if hold.numbers else "",
        f"{len(hold.gone)} baris hilang" if hold.gone else "",
        f"{len(hold.typed)} baris baru" if hold.typed else "",
    ]
    return ", ".join(part for part in parts if part)


def choice(hold: Hold) -> str:
    """What a person can do about it."""
    words = [d.value for d in Decision if may(hold, d)]
    place = f"Pilih {' atau '.join(words)} di Kondisi Sistem, atau ketik kata itu di Pengaturan"
    undo = "hapus baris itu" if hold.typed and not hold.may_put_back else "batalkan (Ctrl+Z)"
    return f"{place} (Perubahan Serentak). Atau {undo} di Lembar; penahanan lalu hilang sendiri."


def _named(hold: Hold) -> str:
    names = [*hold.numbers, *hold.gone, *hold.typed.values()]
    more = f", dan {len(names) - MOST_NAMED} lainnya" if len(names) > MOST_NAMED else ""
    return ", ".join(names[:MOST_NAMED]) + more


def may(hold: Hold, decision: Decision) -> bool:
    return hold.may_apply if decision is Decision.APPLY else hold.may_put_back


def held(desk: Desk) -> Hold | None:
    """`standing` in a look of its own."""
    with desk.journal.read() as connection:
        return standing(connection)


def held_for(desk: Desk, actor: Actor) -> Hold | None:
    """What this person is shown of it: what citizens wrote is for the city's desk only."""
    return held(desk) if Scope.CITY in sight.scopes_of(desk, actor) else None


def decide(desk: Desk, actor: Actor, decision: Decision, *, digest: str, now: datetime) -> None:
    """An admin of the city decides about what they saw; the worker carries it out.

    Raises Refused (not theirs, or not possible), NotFound (nothing is held any more), Changed.
    """
    with desk.journal.write() as connection:
        actor = decisions.admin(connection, desk, actor, now=now)
        hold = standing(connection)
        if hold is None or hold.decision:
            raise NotFound("Perubahan serentak ini sudah diputuskan atau sudah tidak ada.")
        if hold.digest != digest:
            raise Changed("Isi Lembar sudah berubah lagi. Baca daftarnya sekali lagi, lalu pilih.")
        if not may(hold, decision):
            raise Refused(refusal(decision))
        decisions.note(connection, actor, f"{extent(hold)} di Lembar: {decision}", now=now)
        decided = replace(hold, decision=decision.value, decided_by=actor.name or actor.id)
        keep(connection, decided, now=now)


def refusal(decision: Decision) -> str:
    if decision is Decision.APPLY:
        return "Baris yang hilang tidak dapat dihapus dari register; pilih kembalikan."
    return "Baris baru tidak dihapus oleh Wadul; hapus di Lembar bila tidak dimaksudkan."


def short(cell: str) -> str:
    """A cell as the list shows it."""
    return cell if len(cell) <= LONGEST_CELL else cell[: LONGEST_CELL - 1] + "…"
