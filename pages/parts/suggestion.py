"""What the tab Kategori suggests for a complaint, with the words it rests on, taken by a press."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import streamlit as st

from desk import editing, suggest
from desk.problems import DeskError
from desk.suggest import Suggestion
from pages.parts import access, flash, running, seen
from pages.parts.flash import plain
from sop.model import Action, Field, Rank


def of(row: Mapping[str, Any]) -> Suggestion | None:
    return suggest.category(running.desk().reference().categories, row["body"])


def step(row: Mapping[str, Any], actions: Sequence[Action]) -> Action | None:
    """Which step is the likely one: what the citizen asks for, else one that fits the kind."""
    if row["reopen_asked"]:
        return next((action for action in actions if action.target_if_agency), None)
    category = running.desk().reference().category(row["category"])
    kind = row["kind"] or (category.kind if category else "")
    following = [action for action in actions if action.rank is Rank.NEXT]
    meant = [a for a in following if a.condition and a.condition.implied == (Field.KIND, kind)]
    undecided = [action for action in following if action.condition is None]
    return next(iter([*meant, *undecided]), None)


def draw(row: Mapping[str, Any], possible: Sequence[Action]) -> None:
    """Beside the choice of a next step: the category that the words speak of."""
    found = of(row)
    verifying = any(Field.AGENCY in action.needs for action in possible)
    if found is None or not verifying:
        return
    name, agency = found.category.name, found.category.agency
    if name != row["category"]:
        with st.container(horizontal=True, vertical_alignment="center", gap="small"):
            st.caption(plain(f"Saran kategori: {name}, {found.because}."), width="stretch")
            st.button(
                "Pakai kategori ini",
                key=f"adopt_{row['number']}",
                on_click=adopt,
                args=(row["number"], name, seen.version(row)),
            )
    elif agency and agency != row["agency"]:
        st.caption(plain(f"Saran: {agency} ({name}), {found.because}."))


def adopt(number: str, category: str, version: int) -> None:
    """The button's callback."""
    actor = access.again()
    if actor is None:
        flash.bad(access.EXPIRED, place=number)
        return
    try:
        editing.edit(
            running.desk(),
            actor,
            number,
            {"category": category},
            now=running.now(),
            expected_version=version,
        )
    except DeskError as refusal:
        flash.bad(refusal.sentence, place=number)
    seen.moved_on(number)
