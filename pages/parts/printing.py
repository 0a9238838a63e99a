"""Buttons that make the papers of a complaint, those that its procedure has."""

from __future__ import annotations

import logging
from collections.abc import Callable, Mapping
from functools import partial
from typing import Any

import streamlit as st

from desk import prints
from desk.actors import Actor
from desk.prints import Document
from desk.problems import DeskError
from pages.parts import access, running

logger = logging.getLogger(__name__)
FAILED = "Dokumen gagal dibuat. Mohon dicoba lagi; bila tetap gagal, laporkan kepada admin sistem."


def draw(actor: Actor, row: Mapping[str, Any]) -> None:
    """A button for each paper that makes sense now; nothing is made before it is pressed."""
    documents = prints.possible(running.desk(), actor, row)
    if documents:
        with st.container(horizontal=True, gap="small"):
            for document in documents:
                button(row["number"], document)


def button(number: str, document: Document, *, label: str = "") -> None:
    st.download_button(
        label or f"Cetak {document}",
        partial(made, access.bound(), number, document),
        file_name=prints.file_name(document, number),
        mime="application/pdf",
        icon=":material/print:",
        key=f"print_{number}_{document.name}",
        on_click="ignore",
    )


def made(who: Callable[[], Actor | None], number: str, document: Document) -> bytes:
    """The PDF, for whoever `who` is by then: it runs without the page, in a thread of its own.
    Streamlit tells of a failure in English only: ours is a page that says why."""
    now = running.now()
    try:
        actor = who()
        if actor is None:
            return prints.refusal(document, access.EXPIRED, now=now)
        return prints.make(running.desk(), actor, number, document, now=now)
    except DeskError as problem:
        return prints.refusal(document, problem.sentence, now=now)
    except Exception:
        logger.exception("%s of %s could not be made", document.name, number)
        return prints.refusal(document, FAILED, now=now)
