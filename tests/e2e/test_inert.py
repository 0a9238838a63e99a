"""Hostile words of citizens in a real browser: they are read, and that is all that happens."""

from __future__ import annotations

import base64
from collections.abc import Iterator
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Request, expect

from tests.abuse import words
from tests.e2e.browser import Window
from tests.e2e.conftest import SignedIn
from tests.e2e.register import files_came, row_of, wait_for_number
from tests.stack import Stack, wait_for

pytestmark = [pytest.mark.browser, pytest.mark.timeout(600)]

CHAT, ALIKE = "62814000001@c.us", "62814000002@c.us"
NAME = f"[klik](https://{words.FOREIGN}) www.{words.FOREIGN} <img src=x onerror=dibajak=1>"
STORY = "\n".join((*words.SCRIPTS, *words.LINKS, *words.STREAMLIT, *words.FORMULAS[:4]))
FIRST = f"Lampu jalan mati di Jl. Mawar. Nama: {NAME}\n{STORY}"
#: Where no link of a page may lead: anywhere but to our own screens and the map.
LINKS = "[...document.querySelectorAll('a[href]')].map(one => one.href)"
CODE = (
    "[...document.querySelectorAll('img, iframe, script, object, embed')].map(one => one.src || '')"
)


@pytest.fixture(scope="module")
def number(desk: Stack) -> str:
    """A complaint full of it, with a document of such a name, and a second one that is alike."""
    desk.write(CHAT, FIRST)
    found = wait_for_number(desk, CHAT)
    pdf = base64.b64encode(b"%PDF-1.4\n%%EOF").decode()
    name = f"www.{words.FOREIGN} [x](https://{words.FOREIGN}) <img src=x onerror=dibajak=1>.pdf"
    file = {"name": name, "mimeType": "application/pdf", "data": pdf}
    desk.write(CHAT, "", typeMessage="documentMessage", caption=STORY[:900], file=file)
    files_came(desk, found)
    desk.write(ALIKE, FIRST)
    wait_for_number(desk, ALIKE)
    wait_for("its row", lambda: row_of(desk, found))
    return found


@pytest.fixture
def asked(signed_in: SignedIn) -> Iterator[list[str]]:
    """Hosts that the admin's browser asked for anything while this test ran."""
    found: list[str] = []

    def note(request: Request) -> None:
        found.append(urlsplit(request.url).hostname or "")

    page = signed_in("admin.kota").page
    page.on("request", note)
    yield found
    page.remove_listener("request", note)


def is_inert(window: Window, asked: list[str]) -> None:
    page = window.page
    assert page.evaluate("window.dibajak") is None
    assert {host for host in asked if host} <= {"127.0.0.1"}
    ours = urlsplit(window.address).netloc
    for address in page.evaluate(LINKS) + page.evaluate(CODE):
        parts = urlsplit(address)
        assert parts.scheme in ("http", "https", "data", "blob", ""), address
        assert parts.netloc in (ours, "www.google.com", ""), address
    expect(page.locator("svg[onload], [onerror], [ontoggle], iframe[srcdoc]")).to_have_count(0)


def test_a_complaint_shows_them_as_they_were_typed(
    desk: Stack, signed_in: SignedIn, number: str, asked: list[str]
) -> None:
    window = signed_in("admin.kota").open("aduan", nomor=number)
    for text in (words.SCRIPTS[0], words.LINKS[0], words.FORMULAS[0]):
        window.sees(text)
    is_inert(window, asked)
    for tab in ("Foto", "Riwayat"):
        window.tab(tab)
        window.idle()
        is_inert(window, asked)


def test_the_inbox_and_its_search_show_them_as_they_were_typed(
    desk: Stack, signed_in: SignedIn, number: str, asked: list[str]
) -> None:
    for query in ({}, {"cari": "klik"}, {"cari": "<script>"}):
        window = signed_in("admin.kota").open("kotak-masuk", tampil="semua", **query)
        window.idle()
        is_inert(window, asked)


def test_what_may_be_a_double_is_proposed_as_it_was_typed(
    desk: Stack, signed_in: SignedIn, number: str, asked: list[str]
) -> None:
    window = signed_in("admin.kota").open("aduan", nomor=number)
    window.choose_action("Gabungkan")
    window.idle()
    is_inert(window, asked)


def test_the_sheet_holds_them_as_text(desk: Stack, number: str) -> None:
    wait_for("the story", lambda: words.FORMULAS[0] in row_of(desk, number)["Isi Aduan"])

    def said() -> list[str]:
        return [one["Isi"] for one in desk.rows("Percakapan") if one["No. Aduan"] == number]

    wait_for("the message", lambda: FIRST in said())


@pytest.fixture(scope="module")
def formulas(desk: Stack) -> dict[str, str]:
    """Each formula alone in a chat of its own: nothing stands before it in its cell."""
    chats = {f"628150000{place:02d}@c.us": text for place, text in enumerate(words.FORMULAS[:9])}
    for chat, text in chats.items():
        desk.write(chat, text)
    return chats


def test_a_formula_alone_in_its_cell_is_text(desk: Stack, formulas: dict[str, str]) -> None:
    def said() -> dict[str, str]:
        rows = {
            one["Chat"]: one["Isi"] for one in desk.rows("Percakapan") if one["Arah"] == "Masuk"
        }
        return {chat: str(rows.get(chat, "")).strip() for chat in formulas}

    wanted = {chat: text.strip() for chat, text in formulas.items()}
    wait_for("each as text", lambda: said() == wanted)
