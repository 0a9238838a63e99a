"""Hostile words on every screen that shows a citizen's: no element takes them for anything else."""

from __future__ import annotations

from datetime import datetime

import pytest
from sqlalchemy import update
from streamlit.testing.v1 import AppTest

from desk import storable
from desk.acting import act
from desk.actors import Actor
from desk.context import Desk
from desk.schema import complaints
from pages.parts import screens
from pages.parts.flash import JOINER, plain
from sop.model import Field
from tests.abuse import words
from tests.abuse.markup import alive_in, wrong_in
from tests.desk.writing import Street
from tests.pages.conftest import Open

STORY = "\n".join(storable.text(text)[:400] for text in words.ALL)
NAME = f"[klik](https://{words.FOREIGN}) www.{words.FOREIGN} :material/home: <script>"
MARKDOWN = ("markdown", "caption", "success", "error", "warning", "info", "title", "header",
            "subheader", "toast")  # fmt: skip
LABELLED = ("button", "selectbox", "radio", "checkbox", "text_input", "text_area", "expander",
            "multiselect", "tab")  # fmt: skip


@pytest.fixture
def hostile(desk: Desk, admin: Actor, now: datetime) -> str:
    """A complaint of nothing but hostile words, in every column that a citizen's words reach, and
    one like it; returns its number."""
    street = Street(desk, now)
    for chat in ("62813000001@c.us", "62813000002@c.us"):
        street.writes(f"Lampu jalan mati di Jl. Mawar. {STORY}", chat_id=chat)
        for text in words.SCRIPTS + words.LINKS:
            street.writes(text, chat_id=chat)
    with desk.journal.write() as connection:
        filled = {"name": NAME, "location": NAME, "village": NAME, "confidential": False}
        connection.execute(update(complaints).values(**filled))
    number = str(street.complaints()[0]["number"])
    values = {Field.AGENCY: "Dinhub", Field.KIND: "Teknis", Field.REASON: NAME}
    act(desk, admin, number, "Teruskan ke OPD", values=values, now=now)
    return number


def alive(page: AppTest) -> list[str]:
    """What came alive on this page: markup in HTML, Markdown in everything else."""
    values = [str(element.value) for kind in MARKDOWN for element in page.get(kind)]
    labels = [str(getattr(one, "label", "")) for kind in LABELLED for one in page.get(kind)]
    # Our own scripts are marked as such, and hold no word of anybody.
    html = [str(one.value) for one in page.get("html") if not one.proto.unsafe_allow_javascript]
    pieces = [piece for piece in html if "<style>" not in piece[:20]]
    return wrong_in(pieces) + alive_in(values + labels)


def test_the_complaints_page_shows_them_and_nothing_comes_alive(
    open_as: Open, admin: Actor, hostile: str
) -> None:
    page = open_as(admin, screens.COMPLAINT, nomor=hostile)
    assert "window.dibajak" in "".join(str(one.value) for one in page.get("html"))
    assert alive(page) == []


def test_an_agency_sees_them_and_nothing_comes_alive(
    open_as: Open, agency_admin: Actor, hostile: str
) -> None:
    assert alive(open_as(agency_admin, screens.COMPLAINT, nomor=hostile)) == []
    assert alive(open_as(agency_admin, screens.AGENCY_INBOX)) == []


def test_a_merged_complaint_is_a_link_to_itself_whatever_its_name(
    desk: Desk, open_as: Open, admin: Actor, hostile: str
) -> None:
    with desk.journal.write() as connection:
        others = update(complaints).where(complaints.c.number != hostile)
        connection.execute(others.values(merged_into=hostile))
    page = open_as(admin, screens.COMPLAINT, nomor=hostile)
    labels = [str(link.proto.label) for link in page.get("page_link")]
    assert [label for label in labels if "klik" in label]
    assert alive_in(labels) == []


@pytest.mark.parametrize("sought", ["", "klik", "<script>", "lampu mati"])
def test_the_inbox_shows_them_and_nothing_comes_alive(
    open_as: Open, admin: Actor, hostile: str, sought: str
) -> None:
    assert hostile
    assert alive(open_as(admin, screens.INBOX, tampil="semua", cari=sought)) == []


@pytest.mark.parametrize("text", words.SCRIPTS + words.LINKS + words.STREAMLIT + words.FORMULAS)
def test_markdown_leaves_a_persons_words_alone(text: str) -> None:
    assert alive_in([plain(text)]) == []
    assert plain(text).replace(JOINER, "").replace("\\", "").split() == (
        text.replace("\\", "").split()
    )
