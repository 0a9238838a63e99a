"""Pengaturan: each reference tab in the words of the Sheet, and what was refused in it."""

from __future__ import annotations

from datetime import datetime

import pytest
from streamlit.testing.v1 import AppTest

from desk.actors import Actor
from desk.context import Desk
from desk.reference import accept
from desk.seeds import reference_rows
from desk.tabs import TABS
from pages.parts import screens
from tests.conftest import SITI
from tests.pages.conftest import Open, texts


def show(page: AppTest, tab: str) -> str:
    page.button_group(key="rules_tab").set_value(tab).run()
    assert not page.exception
    return texts(page)


@pytest.mark.parametrize("tab", TABS)
def test_every_tab_says_where_it_is_changed(admin: Actor, open_as: Open, tab: str) -> None:
    shown = show(open_as(admin, screens.RULES), tab)
    assert f"Diubah di tab **{tab}** di Google Sheet" in shown


def test_what_was_refused_is_told_with_its_place(
    desk: Desk, admin: Actor, now: datetime, open_as: Open
) -> None:
    rows = reference_rows(desk.sop, staff=True)["Kategori"]
    rows[2] = {**rows[2], "OPD": "Dinas Langit"}
    with desk.journal.write() as connection:
        accept(connection, desk.sop, "Kategori", rows, now=now)
    page = open_as(admin, screens.RULES)
    assert "Kategori (1 ditolak)" in page.button_group(key="rules_tab").options
    shown = show(page, "Kategori")
    assert 'OPD "Dinas Langit" tidak ada di tab OPD.' in shown
    assert "Nilai terakhir yang benar tetap berlaku" in shown


def test_a_reply_is_shown_as_on_a_phone(admin: Actor, open_as: Open) -> None:
    page = open_as(admin, screens.RULES)
    show(page, "Templat Balasan")
    page.selectbox(key="rules_template").set_value("tercatat").run()
    assert "Aduan sudah lengkap dan tercatat" in texts(page)
    assert "<strong>Wadul Aladin</strong>" in texts(page)


def test_a_leader_reads_but_no_chat_of_a_citizen(
    desk: Desk, leader: Actor, now: datetime, open_as: Open
) -> None:
    row = {"Chat": SITI, "Alasan": "spam", "Sampai": "", "Oleh": "Ani"}
    with desk.journal.write() as connection:
        accept(connection, desk.sop, "Blokir", [row], now=now)
    page = open_as(leader, screens.RULES)
    shown = show(page, "Blokir")
    assert "spam" in shown
    assert SITI.partition("@")[0] not in shown
    assert [button.key for button in page.button] == ["sign_out"]
