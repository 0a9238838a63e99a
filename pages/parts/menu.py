"""The navigation of Streamlit, made from the table of screens for whoever is looking."""

from __future__ import annotations

from typing import Any

import streamlit as st

from desk.actors import Actor
from pages.parts import access, flash, running, screens
from pages.parts.screens import Screen
from sop.model import Scope


def pages_for(actor: Actor | None) -> dict[str, list[Any]]:
    """Every screen; those that are not this person's are hidden, and each says so itself.

    An address that is not in the list would be rewritten to "/": before sign-in its complaint
    number would be lost, and after it Streamlit says "Page not found" in English.
    """
    known = screens.existing(running.settings())
    theirs = screens.for_scopes(known, access.scopes(actor)) if actor else ()
    sections: dict[str, list[Any]] = {}
    for screen in known:
        shown = screen in theirs
        section = screen.section if shown else ""
        sections.setdefault(section, []).append(_page(screen, hidden=not shown))
    return sections


def _page(screen: Screen, *, hidden: bool) -> Any:
    return st.Page(
        screen.file,
        title=screen.title,
        icon=f":material/{screen.icon}:",
        url_path=screen.path,
        default=screen is screens.HOME,
        visibility="hidden" if hidden or screen.hidden else "visible",
    )


def first_of(actor: Actor) -> Screen:
    """Where this person's day begins: who never has the turn with the charts, others with work."""
    scopes = access.scopes(actor)
    held = {state.holder for state in running.desk().sop.states}
    if scopes == {Scope.LEADER} and held.isdisjoint(actor.roles):
        return screens.DASHBOARD
    known = screens.for_scopes(screens.existing(running.settings()), scopes)
    return next(screen for screen in known if not screen.hidden)


def draw_account(actor: Actor) -> None:
    """Who is signed in, under the menu."""
    with st.sidebar:
        names = ", ".join((*actor.roles, *actor.agencies))
        st.caption(f"{flash.plain(actor.name)}  \n{flash.plain(names)}")
        if st.button("Keluar", icon=":material/logout:", key="sign_out"):
            access.leave()
