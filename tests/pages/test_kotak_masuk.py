"""Kotak Masuk: the right complaints, most urgent first, nothing but reading for leaders."""

from __future__ import annotations

from desk.actors import Actor
from pages.parts import screens
from tests.pages.conftest import LAMP, Open, texts


def labels(page: object) -> dict[str, str]:
    """View -> count, as the buttons say."""
    found = (button.label for button in page.button if button.key.startswith("view_"))
    return dict(label.replace("**", "").rsplit(" ", 1) for label in found)


def test_a_new_complaint_is_the_city_desks_turn(admin: Actor, number: str, open_as: Open) -> None:
    page = open_as(admin, screens.INBOX)
    assert labels(page)["Perlu saya"] == "1"
    assert LAMP in texts(page)
    assert "Baru" in texts(page)


def test_a_complaint_handed_on_is_no_longer_the_city_desks_turn(
    admin: Actor, handed: str, open_as: Open
) -> None:
    page = open_as(admin, screens.INBOX)
    assert labels(page) == {
        "Perlu saya": "0",
        "Terlambat": "0",
        "Menunggu pelapor": "0",
        "Di OPD": "1",
        "Hari ini": "1",
        "Semua": "1",
    }
    assert "Tidak ada aduan yang menunggu" in texts(page)


def test_a_view_is_chosen_with_one_press(admin: Actor, handed: str, open_as: Open) -> None:
    page = open_as(admin, screens.INBOX)
    page.button(key="view_AT_AGENCY").click().run()
    assert "Dinhub" in texts(page)


def test_a_search_finds_by_name_number_text_and_place(
    admin: Actor, number: str, open_as: Open
) -> None:
    page = open_as(admin, screens.INBOX)
    for wanted in ("siti", number[-5:], "HAYAM wuruk", "sejak senin"):
        page.text_input(key="inbox_text").set_value(wanted).run()
        assert LAMP in texts(page), wanted
    page.text_input(key="inbox_text").set_value("100%_").run()
    assert "Tidak ada yang cocok" in texts(page)


def test_a_leader_reads_everything_and_has_no_turn(
    leader: Actor, number: str, open_as: Open
) -> None:
    page = open_as(leader, screens.INBOX)
    assert LAMP in texts(page)
    assert labels(page)["Perlu saya"] == "0"
