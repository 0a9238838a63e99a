"""A complaint that holds two matters: one of them becomes a complaint of its own."""

from __future__ import annotations

import pytest

from desk.acting import act
from desk.actors import Actor
from desk.context import Desk
from desk.previewing import preview
from desk.problems import NotFound, Refused
from desk.splitting import NEW_NUMBER, without
from sop.model import Field
from sop.workflow import NotAllowed
from tests.conftest import SITI
from tests.desk.test_acting import events_of, row_of
from tests.desk.writing import LAMP, PHOTO, Street

RUBBISH = "Sampah di Medono juga tidak diangkut"


@pytest.fixture
def number(street: Street) -> str:
    """Siti's lamp, and then her rubbish with a photo, as one story."""
    street.writes(LAMP)
    street.wait(minutes=3)
    street.writes(RUBBISH, attachment=PHOTO)
    street.replies()
    return str(street.complaint()["number"])


@pytest.fixture
def rubbish(street: Street, number: str) -> str:
    return str(street.kept()[-1]["id"])


def split(desk: Desk, who: Actor, number: str, street: Street, *ids: str) -> str:
    values = {Field.NEW_BODY: RUBBISH, Field.MESSAGES: "\n".join(ids)}
    return act(desk, who, number, "Pisahkan", values=values, now=street.now).opened


def test_the_new_complaint_has_a_number_words_category_and_a_clock(
    desk: Desk, admin: Actor, street: Street, number: str, rubbish: str
) -> None:
    row = row_of(desk, split(desk, admin, number, street, rubbish))
    assert row["number"] != number
    assert (row["state"], row["step"], row["chat_id"]) == ("Baru", "A4", SITI)
    assert (row["body"], row["category"]) == (RUBBISH, "Sampah dan Kebersihan")
    assert (row["village"], row["last_words"]) == ("Medono", RUBBISH)


def test_messages_and_photos_go_with_it(
    desk: Desk, admin: Actor, street: Street, number: str, rubbish: str
) -> None:
    opened = split(desk, admin, number, street, rubbish)
    assert [row["number"] for row in street.kept()] == [number, opened]
    assert [row["number"] for row in street.media()] == [opened]


def test_the_old_complaint_keeps_the_rest_and_its_clock(
    desk: Desk, admin: Actor, street: Street, number: str, rubbish: str
) -> None:
    before = row_of(desk, number)
    split(desk, admin, number, street, rubbish)
    row = row_of(desk, number)
    assert row["body"] == LAMP
    assert (row["state"], row["due_at"]) == (before["state"], before["due_at"])


def test_the_citizen_is_told_the_new_number(
    desk: Desk, admin: Actor, street: Street, number: str, rubbish: str
) -> None:
    opened = split(desk, admin, number, street, rubbish)
    (told,) = street.replies()
    assert f"No. Aduan {opened}" in told
    assert RUBBISH in told


def test_the_preview_is_the_message_but_for_the_number(
    desk: Desk, admin: Actor, street: Street, number: str, rubbish: str
) -> None:
    values = {Field.NEW_BODY: RUBBISH, Field.MESSAGES: rubbish}
    (shown,) = preview(desk, admin, number, "Pisahkan", values=values, now=street.now)
    opened = split(desk, admin, number, street, rubbish)
    assert [shown.text.replace(NEW_NUMBER, opened)] == street.replies()


def test_both_histories_name_the_other(
    desk: Desk, admin: Actor, street: Street, number: str, rubbish: str
) -> None:
    opened = split(desk, admin, number, street, rubbish)
    assert str(events_of(desk, number)[-1]["note"]).startswith(f"Menjadi {opened}")
    assert events_of(desk, opened)[-1]["note"] == f"Dipisahkan dari {number}"


def test_the_desk_is_not_late_for_what_it_found_out_itself(
    desk: Desk, admin: Actor, street: Street, number: str, rubbish: str
) -> None:
    street.wait(days=1)
    opened = split(desk, admin, number, street, rubbish)
    assert events_of(desk, opened)[0]["on_time"] is True


def test_words_alone_are_enough_where_one_message_holds_both(
    desk: Desk, admin: Actor, street: Street, number: str
) -> None:
    opened = split(desk, admin, number, street)
    assert row_of(desk, opened)["body"] == RUBBISH
    assert {row["number"] for row in street.kept()} == {number}


def test_not_every_message_may_go(desk: Desk, admin: Actor, street: Street, number: str) -> None:
    with pytest.raises(Refused, match="satu pesan pelapor"):
        split(desk, admin, number, street, *(row["id"] for row in street.kept()))
    assert len(street.complaints()) == 1


def test_another_complaints_message_cannot_be_taken(
    desk: Desk, admin: Actor, street: Street, number: str
) -> None:
    street.writes("Air mati di Tirto", chat_id="6285500000009@c.us")
    stranger = street.kept()[-1]["id"]
    with pytest.raises(Refused, match="bukan pesan pelapor"):
        split(desk, admin, number, street, str(stranger))


def test_an_agency_and_the_team_do_not_split(
    desk: Desk, city_team: Actor, agency_admin: Actor, street: Street, number: str
) -> None:
    with pytest.raises(NotAllowed):
        split(desk, city_team, number, street)
    with pytest.raises(NotFound):
        split(desk, agency_admin, number, street)


def test_words_leave_a_text_as_whole_lines() -> None:
    assert without("a\nb\nc\nb", ["b", "x", ""]) == "a\nc\nb"
    assert without("lampu dan b", ["b"]) == "lampu dan b"
