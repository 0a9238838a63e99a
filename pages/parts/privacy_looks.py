"""Who looked at protected identity: by person, complaint and month, as a table and as a CSV."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta

import streamlit as st

from desk import accesses, texts
from desk.accesses import Access, Look, Wanted
from desk.actors import Actor
from pages.parts import running, table
from pages.parts.figure_box import as_csv
from pages.parts.flash import plain

HEADER = ("Waktu", "Siapa", "Peran", "Yang dilihat", "No. Aduan", "Alasan", "Lewat")
#: On the complaint's own page, where there is half as much room.
BRIEF = ("Waktu", "Siapa", "Yang dilihat", "Alasan")
VIA = {"page": "halaman", "whatsapp": "WhatsApp", "sheet": "Lembar", "system": "sistem"}
EVERYBODY, EVERYTHING, ALWAYS = "Semua orang", "Semua", "Kapan saja"
MONTHS = 24
SHOWN, IN_FILE = 100, 20_000
BREACH = (
    "Bila terjadi kegagalan pelindungan (Pasal 46): pilih orang dan bulannya, unduh daftarnya, "
    "lalu beri tahu pelapor dan lembaga secara tertulis paling lambat 3x24 jam: data apa, kapan, "
    "bagaimana, dan apa yang dilakukan."
)


def draw(_actor: Actor) -> None:
    st.caption("Setiap kali identitas dibuka, dicatat di sini; tidak dapat diubah.")
    wanted = _wanted()
    with running.desk().journal.read() as connection:
        found = accesses.listed(connection, wanted, most=IN_FILE)
    if not found:
        st.info("Tidak ada yang melihat identitas menurut pilihan ini.")
        return
    _exposed(found)
    rows = [_row(one) for one in found]
    table.draw(HEADER, rows[:SHOWN], caption="Siapa melihat data pribadi")
    if len(rows) > SHOWN:
        st.caption(f"{SHOWN} terbaru dari {texts.number(len(rows))}; semuanya ada di CSV.")
    st.download_button(
        "Unduh CSV",
        as_csv(HEADER, rows),
        file_name="siapa-melihat.csv",
        mime="text/csv",
        key="looks_csv",
        icon=":material/download:",
        on_click="ignore",
    )


def of_complaint(number: str) -> None:
    """The looks at one complaint, for the city's desk."""
    with running.desk().journal.read() as connection:
        found = accesses.listed(connection, Wanted(number=number), most=SHOWN)
    if found:
        with st.expander(f"Dilihat {len(found)} kali"):
            table.draw(BRIEF, [_brief(one) for one in found], caption="Siapa melihat identitas")


def _wanted() -> Wanted:
    with running.desk().journal.read() as connection:
        people = accesses.people(connection)
    with st.container(horizontal=True):
        person = st.selectbox("Siapa", [EVERYBODY, *people], key="looks_person")
        what = st.selectbox("Yang dilihat", [EVERYTHING, *(each.value for each in Look)])
        month = st.selectbox("Bulan", [ALWAYS, *_months()], key="looks_month")
        number = st.text_input("No. Aduan", key="looks_number").strip().upper()
    since, until = _months().get(month or ALWAYS, (None, None))
    return Wanted(
        actor="" if person in (None, EVERYBODY) else person,
        number=number,
        since=since,
        until=until,
        what="" if what in (None, EVERYTHING) else what,
    )


def _months() -> dict[str, tuple[datetime, datetime]]:
    """The last months by name, newest first, with their first instant and the next one's."""
    zone = running.desk().timezone()
    start = running.now().astimezone(zone).replace(day=1, hour=0, minute=0, second=0, microsecond=0)
    end = (start + timedelta(days=32)).replace(day=1)
    found = {}
    for _ in range(MONTHS):
        found[texts.long_date(start.date()).partition(" ")[2]] = (start, end)
        start, end = (start - timedelta(days=1)).replace(day=1), start
    return found


def _exposed(found: Sequence[Access]) -> None:
    numbers = sorted({one.number for one in found if one.number})
    whose = ", ".join(numbers[:20]) + (" …" if len(numbers) > 20 else "")
    count = f"{texts.number(len(found))} kali, {texts.number(len(numbers))} aduan"
    with st.expander(f"Apa yang terbuka: {count}"):
        st.markdown(plain(whose or "Tidak menyangkut satu aduan."))
        st.caption(running.in_words(BREACH))


def _brief(one: Access) -> list[str]:
    who = f"{_name(one)}, {one.role}"
    return [texts.short_moment(one.at, running.desk().timezone()), who, one.what, one.reason]


def _name(one: Access) -> str:
    person = running.desk().reference().person(one.actor)
    return person.name if person else one.actor


def _row(one: Access) -> list[str]:
    name = _name(one)
    return [
        texts.moment(one.at, running.desk().timezone()),
        name if name == one.actor else f"{name} ({one.actor})",
        one.role,
        one.what,
        one.number,
        one.reason,
        VIA.get(one.via, one.via),
    ]
