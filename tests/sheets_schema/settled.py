"""Let everything come to rest, as people would; then say what must hold."""

from __future__ import annotations

import random
from collections import Counter
from typing import Any

from sqlalchemy import select

from desk import accidents, conditions
from desk.schema import complaints, events
from sheets_schema import bases, records
from sheets_schema import layout as layouts
from sheets_schema.findings import Wanted
from sheets_schema.layout import Layout
from sheets_schema.provision import provision
from sheets_schema.rows import HIDDEN_FIELDS
from sheets_schema.tables import ADUAN
from tests.sheets_schema.office import ZONE, client
from tests.sheets_schema.town import Town

ROUNDS = 40


def come_to_rest(town: Town, wanted: Wanted, dice: random.Random) -> None:
    """The network is back; headers are mended, doubled rows removed, accidents decided."""
    town.wire.deliver_late()
    for _ in range(ROUNDS):
        mend(town, wanted)
        remove_doubles(town)
        town.decide(dice)
        # Longer than Jeda Kirim, than a missing input may stand, and than between full reads.
        town.time_passes(11)
        town.one_pass()
        before = town.office.stand_in.values("Aduan")
        town.one_pass()
        town.one_pass()
        if is_at_rest(town) and town.office.stand_in.values("Aduan") == before:
            return
    raise AssertionError(f"it does not come to rest: {unrest(town)}")


def is_at_rest(town: Town) -> bool:
    return not unrest(town) and layout(town).sound


def unrest(town: Town) -> dict[str, Any]:
    """What is still under way; empty at rest."""
    with town.office.desk.journal.read() as connection:
        backlog, open_rows = conditions.sheet_backlog(connection), bases.unsettled(connection)
    hold = accidents.held(town.office.desk)
    found = {"backlog": backlog, "open": open_rows, "held": hold, "doubled": doubled(town)}
    return {name: value for name, value in found.items() if value}


def mend(town: Town, wanted: Wanted) -> None:
    """Somebody corrects the headers: doubled ones by hand, the rest by the command."""
    header = [str(name) for name in (town.people.grid() or [[]])[0]]
    for at, name in enumerate(header):
        if name in ADUAN.headers and name in header[:at]:
            town.office.stand_in.type("Aduan", f"{layouts.letters(at)}1", f"Punya salinan {at}")
    if not layout(town).sound:
        command = client(town.office.stand_in)  # the worker may be resting after a 429
        provision(command, wanted, timezone=ZONE)
        command.http.session.close()


def remove_doubles(town: Town) -> None:
    """Of two rows with one number somebody deletes the lower one."""
    for _, places in doubled(town).items():
        before = town.people.text()
        town.office.stand_in.delete_row("Aduan", places[-1])
        after = town.people.text()
        town.ledger.acted(before, after, keeps=False, in_last_moment=False)
        return


def layout(town: Town) -> Layout:
    return layouts.read(ADUAN, (town.people.grid() or [[]])[0])


def doubled(town: Town) -> dict[str, list[int]]:
    found: dict[str, list[int]] = {}
    now = layout(town)
    for row, raw in enumerate(town.people.grid(), start=1):
        if row > 1 and (key := now.key_of(raw)):
            found.setdefault(key, []).append(row)
    return {key: rows for key, rows in found.items() if len(rows) > 1}


# --- what must hold


def sheet_and_journal_agree(town: Town) -> None:
    """Every complaint stands once, and every cell of it says what the journal says."""
    now, office = layout(town), town.office
    shown = {key: now.cells(raw) for raw in town.people.grid()[1:] if (key := now.key_of(raw))}
    numbers = office.numbers()
    assert sorted(set(shown) & set(numbers)) == sorted(numbers), "a complaint is missing"
    with office.desk.journal.read() as connection:
        desired = records.desired(connection, office.desk, numbers, now=office.now)
    for number in numbers:
        pairs = {h: (shown[number].get(h, ""), desired[number].get(h, "")) for h in ADUAN.headers}
        unlike = {h: pair for h, pair in pairs.items() if (pair[0] or "") != (pair[1] or "")}
        assert not unlike, f"{number}: {unlike}"


def logs_agree(town: Town) -> None:
    """Riwayat and Percakapan hold every event and message once, and nothing else."""
    with town.office.desk.journal.read() as connection:
        known = list(connection.execute(select(events.c.id)).scalars())
    shown = [row["ID"] for row in town.office.rows("Riwayat")]
    assert Counter(shown) == Counter(known)
    shown = [row["ID"] for row in town.office.rows("Percakapan")]
    assert Counter(shown) == Counter(message["id"] for message in town.messages())


def nothing_read_is_lost(town: Town) -> set[str]:
    """Returns what was lost although nobody took it away: typed in the last moment, never read."""
    office = town.office
    with office.desk.journal.read() as connection:
        hidden = select(*(complaints.c[name] for name in HIDDEN_FIELDS))
        told = select(events.c.note, events.c.data).join(
            complaints, complaints.c.number == events.c.number
        )
        masked = [
            connection.execute(query.where(complaints.c.confidential)).all()
            for query in (hidden, told)
        ]
    everywhere = f"{town.people.grid()} {office.rows('Riwayat')} {masked}"
    missing = town.ledger.missing(everywhere)
    assert not missing & town.ledger.read, f"read and lost: {missing & town.ledger.read}"
    return missing


def nothing_is_sent_twice(town: Town) -> None:
    """One message to one phone for one thing that happened."""
    out = [m for m in town.messages() if m["direction"] == "out"]
    receipts = Counter(m["number"] for m in out if m["purpose"] == "receipt")
    assert not [number for number, times in receipts.items() if times > 1]
    same = Counter(
        (m["number"], m["chat_id"], m["template"], m["body"], m["at"], m["media_ids"])
        for m in out
        if m["purpose"] in ("answer", "staff")
    )
    assert not [what for what, times in same.items() if times > 1]


def every_action_follows_the_one_before(town: Town) -> None:
    """No action was done twice: each begins in the state in which the last one ended."""
    for number in town.office.numbers():
        state = ""
        for event in town.office.events(number):
            assert event["from_state"] in (state, event["to_state"]) or not event["from_state"], (
                number,
                event["action"],
            )
            state = event["to_state"] or state
        assert state == town.office.complaint(number)["state"]


def numbers_are_unique(town: Town) -> None:
    with town.office.desk.journal.read() as connection:
        found = list(connection.execute(select(complaints.c.number)).scalars())
    assert len(found) == len(set(found))


def all_of_it(town: Town) -> set[str]:
    sheet_and_journal_agree(town)
    logs_agree(town)
    nothing_is_sent_twice(town)
    every_action_follows_the_one_before(town)
    numbers_are_unique(town)
    return nothing_read_is_lost(town)
