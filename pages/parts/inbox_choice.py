"""What somebody is looking at in Kotak Masuk: the view, what it is narrowed to, the page of it.

It stands in the address, so that it can be sent to a colleague, and stays in the session, so that
it is still there when they come back from a complaint. A link that is opened wins over the session.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from typing import Any

import streamlit as st

from desk.actors import Actor
from desk.listing import Filters, View, turn_of
from desk.recording import CHANNELS
from desk.records import OUTSIDE
from desk.reference import Reference
from pages.parts import running, seen

VIEW, PAGE, SINCE, UNTIL, TEXT, SECRET = (
    "inbox_view",
    "inbox_page",
    "inbox_since",
    "inbox_until",
    "inbox_text",
    "inbox_secret",
)
SLUGS = {
    View.MINE: "perlu-saya",
    View.LATE: "terlambat",
    View.WAITING: "menunggu",
    View.AT_AGENCY: "di-opd",
    View.TODAY: "hari-ini",
    View.ALL: "semua",
}
#: Filters with choices: the attribute of `Filters`, its word in the address and its label.
CHOICES = {
    "category": ("kategori", "Kategori"),
    "district": ("kecamatan", "Kecamatan"),
    "agency": ("opd", "OPD"),
    "channel": ("kanal", "Kanal"),
    "kind": ("jenis", "Jenis aduan"),
}
DAYS = {SINCE: "dari", UNTIL: "sampai"}
NAMES = frozenset(
    {"tampil", "cari", "hal", "rahasia", *DAYS.values(), *(name for name, _ in CHOICES.values())}
)
LONGEST_TEXT = 200
WRITTEN = "inbox_written"  # the last two addresses


def key(attribute: str) -> str:
    """The session's key of a filter with choices."""
    return f"inbox_{attribute}"


def options(attribute: str, reference: Reference) -> tuple[str, ...]:
    if attribute == "category":
        return tuple(category.name for category in reference.categories)
    if attribute == "district":
        return tuple(reference.districts)
    if attribute == "agency":
        return tuple(each.short for each in reference.agencies if each.kind != OUTSIDE)
    return CHANNELS if attribute == "channel" else ("Umum", "Teknis")


def views(actor: Actor) -> tuple[View, ...]:
    """The views that this person has: nobody is asked to do what is never theirs to do."""
    has_turn = bool(turn_of(running.desk(), actor))
    return tuple(view for view in View if has_turn or view is not View.MINE)


def view(actor: Actor) -> View:
    chosen = st.session_state.get(VIEW)
    known = views(actor)
    return View(chosen) if chosen in known else known[0] if View.MINE in known else View.ALL


def page() -> int:
    return int(st.session_state.get(PAGE) or 1)


def filters() -> Filters:
    state = st.session_state
    days = sorted(filter(None, (state.get(SINCE), state.get(UNTIL))))
    both = len(days) == len(DAYS)  # in the wrong order they mean the same
    chosen: dict[str, Any] = {name: state.get(key(name)) or "" for name in CHOICES}
    return Filters(
        text=(state.get(TEXT) or "").strip(),
        since=days[0] if both else state.get(SINCE),
        until=days[1] if both else state.get(UNTIL),
        secret=bool(state.get(SECRET)),
        **chosen,
    )


def choose(view: View) -> None:
    st.session_state[VIEW] = view
    to_first_page()


def to_first_page() -> None:
    st.session_state[PAGE] = 1


def clear(*keys: str) -> None:
    """Take these filters away; without a name all of them."""
    for name in keys or (TEXT, SECRET, *DAYS, *map(key, CHOICES)):
        st.session_state[name] = _nothing(name)
    to_first_page()


def _nothing(name: str) -> Any:
    if name == SECRET:
        return False
    return None if name in DAYS else ""


# --- the address


def arrived() -> bool:
    """Whether this is the first run since the person came to the page."""
    marks = st.session_state.setdefault(seen.KEY, {})
    first = VIEW not in marks
    marks[VIEW] = 1
    return first


def follow(query: Mapping[str, str], *, arrived: bool) -> None:
    """Take over what a link says; one that says nothing of it leaves everything as it was.

    Who presses quickly sends the address from before the last one: that is no new link.
    """
    ours = {name: value for name, value in query.items() if name in NAMES}
    if ours and (arrived or ours not in st.session_state.get(WRITTEN, [])):
        _restore(ours)


def _restore(query: Mapping[str, str]) -> None:
    clear()
    st.session_state[VIEW] = next(
        (view for view, slug in SLUGS.items() if slug == query.get("tampil")), None
    )
    st.session_state[TEXT] = query.get("cari", "")[:LONGEST_TEXT]
    reference = running.desk().reference()
    for attribute, (name, _) in CHOICES.items():
        known = options(attribute, reference)
        st.session_state[key(attribute)] = _known(known, query.get(name, ""))
    for kept, name in DAYS.items():
        st.session_state[kept] = _day(query.get(name, ""))
    st.session_state[SECRET] = query.get("rahasia") == "ya"
    wanted = query.get("hal", "")
    st.session_state[PAGE] = max(int(wanted), 1) if wanted.isdecimal() and len(wanted) < 6 else 1


def _known(known: Iterable[str], typed: str) -> str:
    wanted = typed.casefold()
    return next((each for each in known if each.casefold() == wanted), "")


def _day(typed: str) -> date | None:
    try:
        return date.fromisoformat(typed)
    except ValueError:
        return None


def address(actor: Actor) -> dict[str, str]:
    """The words after the ? for what is looked at now."""
    return dict(_words(actor, filters()))


def _words(actor: Actor, wanted: Filters) -> Iterator[tuple[str, str]]:
    yield "tampil", SLUGS[view(actor)]
    for attribute, (name, _) in CHOICES.items():
        if value := getattr(wanted, attribute):
            yield name, value
    for name, day in (("dari", wanted.since), ("sampai", wanted.until)):
        if day:
            yield name, day.isoformat()
    if wanted.secret:
        yield "rahasia", "ya"
    if wanted.text:
        yield "cari", wanted.text
    if page() > 1:
        yield "hal", str(page())


def write_address(actor: Actor) -> None:
    wanted = address(actor)
    written = st.session_state.get(WRITTEN, [])
    if wanted not in written[-1:]:
        st.session_state[WRITTEN] = [*written[-1:], wanted]
    if st.query_params.to_dict() != wanted:
        st.query_params.from_dict(wanted)
