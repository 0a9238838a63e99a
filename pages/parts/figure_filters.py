"""The dashboard's months and filters; they stand in the address, so a link shows the same."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

import streamlit as st

from desk.actors import Actor
from desk.figures import Filters, Months, asked
from desk.recording import CHANNELS
from pages.parts import access, charts, running
from sop.model import Scope

FULL_MONTHS = 12  # shown at first, with the running one
EXAMPLES = "contoh"


@dataclass(frozen=True)
class Chosen:
    months: Months
    filters: Filters


def draw(actor: Actor, *, now: datetime) -> Chosen:
    reference = running.desk().reference()
    with st.container(horizontal=True, vertical_alignment="bottom", gap="small"):
        months = _months(now)
        agency = _agency(actor)
        category = _one("Kategori", "kategori", "Semua", [c.name for c in reference.categories])
        district = _one("Kecamatan", "kecamatan", "Semua", list(reference.districts))
        channel = _one("Kanal", "kanal", "Semua", [*CHANNELS, "Data Lama"])
    examples = _examples()
    return Chosen(
        months,
        Filters(
            agency=agency, category=category, district=district, channel=channel, examples=examples
        ),
    )


def _months(now: datetime) -> Months:
    desk = running.desk()
    this = now.astimezone(desk.timezone()).date().replace(day=1)
    latest = asked.index_of(this)
    oldest = min(asked.index_of(asked.first_month(desk, now=now)), latest - FULL_MONTHS)
    options = [asked.month_at(index) for index in range(latest, oldest - 1, -1)]
    names = {charts.month_words(month): month for month in options}
    first = _month("Dari", "dari", list(names), FULL_MONTHS)
    last = _month("Sampai", "sampai", list(names), 0)
    return Months(*sorted((names[first], names[last])))


def _month(label: str, key: str, names: list[str], index: int) -> str:
    return str(_select(label, key, names, index=index))


def _agency(actor: Actor) -> str:
    """An OPD's people have their own only; with several of them they may choose."""
    own = access.scopes(actor) & {Scope.CITY, Scope.LEADER}
    if own:
        names = [agency.short for agency in running.desk().reference().agencies if agency.active]
        return _one("OPD", "opd", "Semua", names)
    if len(actor.agencies) > 1:
        return _one("OPD", "opd", "Semua", list(actor.agencies))
    return ""


def _one(label: str, key: str, every: str, names: Sequence[str]) -> str:
    chosen = _select(label, key, [every, *names], index=0)
    return "" if chosen in (every, None) else str(chosen)


def _select(label: str, key: str, options: list[str], *, index: int) -> str | None:
    return st.selectbox(
        label,
        options,
        index=index,
        key=key,
        width=137,
        bind="query-params",
        persist_state="session",
    )


def _examples() -> bool:
    """Beside real complaints the example ones are left out unless somebody wants them."""
    examples, real = asked.mixed_with_examples(running.desk())
    if examples and real:
        return st.toggle("Sertakan aduan contoh", key=EXAMPLES, bind="query-params")
    if examples:
        st.caption("Semua angka di halaman ini berasal dari aduan contoh.")
    return True
