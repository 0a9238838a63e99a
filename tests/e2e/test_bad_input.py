"""Whatever citizens send and staff type: one row or one clear sentence, and the desk goes on."""

from __future__ import annotations

import base64
import re
from typing import Any

import pytest
from playwright.sync_api import expect

from tests.e2e.browser import Lembar, Window
from tests.e2e.conftest import SignedIn
from tests.e2e.register import files_came, number_of, row_of, sheet_says, told, type_row
from tests.stack import Stack, wait_for

pytestmark = [pytest.mark.browser, pytest.mark.timeout(600)]

FORMULA = '=IMPORTXML("http://127.0.0.1:9/x","//a")'
PROGRAM = b"MZ\x90\x00" + b"\x00" * 4000
TEXTS = {
    "62811000001@c.us": "Lampu jalan mati. " * 1111 + "Ya",  # 20,000 characters
    "62811000002@c.us": FORMULA,
    "62811000003@c.us": "081234567890",
    "62811000004@c.us": "+62 812 3456 7890",
    "62811000005@c.us": "Lampu jalan mati 💡🙏👨‍👩‍👧‍👦",
    "62811000006@c.us": "\u202eمصباح الشارع مطفأ",
    "188800000000007@lid": "Jalan di depan pasar berlubang",
    "62811000008@c.us": "<script>alert(1)</script> {nomor} %s",
}
UNKNOWN, PROGRAM_AS_PHOTO, HUGE = "62811000011@c.us", "62811000012@c.us", "62811000013@c.us"


def file(name: str, mime: str, data: bytes) -> dict[str, str]:
    return {"name": name, "mimeType": mime, "data": base64.b64encode(data).decode()}


@pytest.fixture(scope="module")
def flooded(desk: Stack) -> Stack:
    """All of it has arrived at once, and is answered."""
    for chat, text in TEXTS.items():
        desk.write(chat, text)
    desk.write(UNKNOWN, "", typeMessage="holographicMessage")
    photo = file("lampu.jpg", "image/jpeg", PROGRAM)
    desk.write(PROGRAM_AS_PHOTO, "", typeMessage="imageMessage", caption="Pohon roboh", file=photo)
    film = file("jalan.mp4", "video/mp4", b"\x00" * 30_000_000)
    desk.write(HUGE, "", typeMessage="videoMessage", caption="Jalan rusak parah", file=film)
    chats = [*TEXTS, UNKNOWN, PROGRAM_AS_PHOTO, HUGE]
    wait_for("a number for each", lambda: all(number_of(desk, c) for c in chats))
    wait_for("a row for each", lambda: all(row(desk, c) for c in chats))
    for chat in (PROGRAM_AS_PHOTO, HUGE):
        files_came(desk, number_of(desk, chat))
    return desk


def row(stack: Stack, chat: str) -> dict[str, Any]:
    return row_of(stack, number_of(stack, chat))


@pytest.mark.parametrize("chat", TEXTS)
def test_a_strange_text_is_one_row_that_holds_it_as_text(flooded: Stack, chat: str) -> None:
    assert row(flooded, chat)["Isi Aduan"] == TEXTS[chat]
    same = [one for one in flooded.rows("Aduan") if one["Isi Aduan"] == TEXTS[chat]]
    assert len(same) == 1


def test_a_hidden_number_is_never_made_up(flooded: Stack) -> None:
    assert row(flooded, "188800000000007@lid")["No. WA"] == ""


def test_a_kind_of_message_that_nobody_knows_is_a_row_for_people(flooded: Stack) -> None:
    assert row(flooded, UNKNOWN)["Isi Aduan"].startswith("(")


@pytest.mark.parametrize(
    ("chat", "why"), [(PROGRAM_AS_PHOTO, "ditolak"), (HUGE, "melebihi batas ukuran")]
)
def test_a_bad_attachment_is_refused_and_the_complaint_stands(
    flooded: Stack, signed_in: SignedIn, chat: str, why: str
) -> None:
    window = signed_in("admin.kota").open("aduan", nomor=number_of(flooded, chat))
    files = window.tab("Foto")
    window.sees(re.compile(why))
    expect(files.locator("img")).to_have_count(0)


def test_a_page_shows_markup_and_does_not_run_it(flooded: Stack, signed_in: SignedIn) -> None:
    chat = "62811000008@c.us"
    window = signed_in("admin.kota").open("aduan", nomor=number_of(flooded, chat))
    window.sees(TEXTS[chat])


def test_after_all_that_the_desk_is_well(flooded: Stack) -> None:
    assert flooded.running["desk"].poll() is None
    wait_for("nothing waits, nothing is wrong", lambda: is_well(flooded.status()))


def is_well(status: dict[str, Any]) -> bool:
    waiting = status["sheet_backlog"] + status["inbox_waiting"] + status["unknown"]
    return not waiting and not status["alarms"]


@pytest.fixture(scope="module")
def number(desk: Stack) -> str:
    """An ordinary complaint, for what staff do with it."""
    chat = "62811000020@c.us"
    desk.write(chat, "Kapan perekaman e-KTP di kecamatan dibuka?")
    wait_for("its row", lambda: row(desk, chat))
    return number_of(desk, chat)


@pytest.fixture
def window(signed_in: SignedIn) -> Window:
    return signed_in("admin.kota")


def test_an_answer_that_is_missing_is_asked_for(window: Window, number: str) -> None:
    window.act(number, "Jawab Langsung", fields={"Jawaban": "   "})
    window.sees("Jawaban")
    assert "Status: Selesai" not in window.text()


def test_a_status_that_nobody_knows_is_put_back_with_a_note(
    desk: Stack, window: Window, number: str
) -> None:
    type_row(desk, Lembar(window, "Aduan"), number, Status="Ngawur")
    wait_for("a note", lambda: row_of(desk, number).get("Catatan Sistem"))
    sheet_says(desk, number, Status="Baru")


def test_a_reply_too_long_for_one_message_is_refused_and_stays_in_the_form(
    window: Window, number: str
) -> None:
    window.act(number, "Balas Pelapor", fields={"Balas Pelapor": "Mohon menunggu. " * 1250})
    window.sees("terlalu panjang: paling banyak 16.000 huruf")
    expect(window.field("Balas Pelapor")).to_have_value("Mohon menunggu. " * 1250)


def test_a_formula_as_reply_goes_out_and_stands_in_the_sheet_as_text(
    desk: Stack, window: Window, number: str
) -> None:
    window.act(number, "Balas Pelapor", fields={"Balas Pelapor": FORMULA})
    wait_for("the reply", lambda: FORMULA in told(desk, number))
    wait_for("its line", lambda: FORMULA in said(desk, number))


def said(stack: Stack, number: str) -> str:
    mine = [one for one in stack.rows("Percakapan") if one["No. Aduan"] == number]
    return "\n".join(str(one["Isi"]) for one in mine)
