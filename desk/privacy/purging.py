"""What ends by itself: identity cards some days after closing, everything personal some years
after, and the list of looks when nobody may ask about them any more."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import ColumnElement, Connection, Select, exists, or_, select

from desk import accesses, actors, events, texts
from desk import kept_numbers as niks
from desk.channels import OLD_DATA
from desk.context import Desk
from desk.journal import recall, remember
from desk.kept_number_tables import kept_numbers
from desk.privacy import elsewhere, erasing, forgetting
from desk.schema import complaints, media, messages
from desk.schema import events as happened

CARD_ERASED = "Identitas Dihapus"
CARD_GONE = "Dihapus sesuai masa simpan."
AT_ONCE = 20  # complaints in one transaction
EVERY = timedelta(hours=1)
LOOKED = "retention_looked_at"
YEAR = timedelta(days=365, hours=6)


def look(desk: Desk, *, now: datetime) -> bool:
    """One unit of what is due. True: there may be more.

    What depends on days is looked for once an hour; a full disk or a lock only puts it off.
    """
    if forgetting.destroy(desk):
        return True
    with desk.journal.read() as connection:
        last = recall(connection, LOOKED)
    if last and now - datetime.fromisoformat(last) < EVERY:
        return False
    if purge_cards(desk, now=now) or anonymise_old(desk, now=now) or _forget_looks(desk, now=now):
        return True
    with desk.journal.write() as connection:
        remember(connection, LOOKED, now.isoformat(), now=now)
    desk.journal.forget_old_pages()
    return forgetting.destroy(desk)


def purge_cards(desk: Desk, *, now: datetime) -> int:
    """Remove identity cards of complaints closed "Hari Hapus" days ago. How many complaints."""
    days = timedelta(days=desk.reference().preferences.erase_days)
    query = _with_cards(desk, before=now - days)
    loose = media.c.identity & media.c.number.is_(None) & (media.c.at < now - days)
    nobodys = select(media.c.id).where(loose, media.c.error != CARD_GONE).limit(AT_ONCE)
    with desk.journal.read() as connection:  # a long look keeps nobody from writing
        numbers = list(connection.execute(query.limit(AT_ONCE)).scalars())
        ids = list(connection.execute(nobodys).scalars())
    if not numbers and not ids:
        return 0
    with desk.journal.write() as connection:
        # Opened again since the look: not any more.
        still = query.where(complaints.c.number.in_(numbers))
        for number in connection.execute(still).scalars().all():
            _purge(connection, desk, number, now=now)
        which = media.c.id.in_(ids) & loose
        erasing.erase_files(connection, desk, which, now=now, error=CARD_GONE)
    return len(numbers) + len(ids)


def _with_cards(desk: Desk, *, before: datetime) -> Select[Any]:
    of_it = media.c.number == complaints.c.number
    kept = or_(media.c.path != "", media.c.url != "")
    cards = exists().where(of_it, media.c.identity, kept)
    told = exists().where(kept_numbers.c.number == complaints.c.number)
    told_in_message = exists().where(
        kept_numbers.c.message_id == messages.c.id, messages.c.number == complaints.c.number
    )
    return (
        select(complaints.c.number)
        .where(_closed(desk, before), or_(cards, told, told_in_message))
        .order_by(complaints.c.number)
    )


def _purge(connection: Connection, desk: Desk, number: str, *, now: datetime) -> None:
    which = media.c.identity & (media.c.number == number)
    count = erasing.erase_files(connection, desk, which, now=now, error=CARD_GONE)
    niks.forget(connection, number)
    state = connection.execute(select(complaints.c.state).where(complaints.c.number == number))
    standing = state.scalar_one()
    events.add(
        connection,
        number=number,
        action=CARD_ERASED,
        actor=actors.system(desk.sop),
        now=now,
        from_state=standing,
        to_state=standing,
        note=f"{count} foto identitas dan NIK dihapus sesuai masa simpan (Hari Hapus).",
    )


def anonymise_old(desk: Desk, *, now: datetime) -> int:
    """Anonymise complaints closed "Tahun Simpan" years ago; what was taken over from an older
    register has to be here for as long, too. How many."""
    years = YEAR * desk.reference().preferences.keep_years
    done = exists().where(
        happened.c.number == complaints.c.number,
        happened.c.action == erasing.ACTION,
        happened.c.at >= complaints.c.closed_at,
    )
    here = exists().where(happened.c.number == complaints.c.number, happened.c.at <= now - years)
    old = _closed(desk, now - years) & ~done & or_(complaints.c.channel != OLD_DATA, here)
    query = select(complaints.c.number).where(old).order_by(complaints.c.closed_at)
    with desk.journal.read() as connection:
        found = list(connection.execute(query.limit(AT_ONCE)).scalars())
    if not found:
        return 0
    with desk.journal.write() as connection:
        still = connection.execute(query.where(complaints.c.number.in_(found))).scalars().all()
        erasing.erase(connection, desk, still, actor=actors.system(desk.sop), now=now)
        _remind(connection, desk, before=now - years, now=now)
    return len(found)


def _remind(connection: Connection, desk: Desk, *, before: datetime, now: datetime) -> None:
    """One list for all that went in a month; what was only one chat's has been too long ago."""
    local = before.astimezone(desk.timezone(connection))
    about = f"aduan yang selesai sampai {texts.long_date(local.date()).partition(' ')[2]}"
    if about not in {one.about for one in elsewhere.listed(connection)}:
        elsewhere.note(connection, about, now=now, places=elsewhere.OF_THE_OLD)


def _forget_looks(desk: Desk, *, now: datetime) -> bool:
    years = YEAR * desk.reference().preferences.keep_access_years
    with desk.journal.write() as connection:  # once an hour, by an index
        return accesses.forget(connection, before=now - years)


def _closed(desk: Desk, before: datetime) -> ColumnElement[bool]:
    """Closed since then without a break: an open or reopened one has no time of closing."""
    states = [state.name for state in desk.sop.states if not state.open]
    return complaints.c.state.in_(states) & (complaints.c.closed_at <= before)
