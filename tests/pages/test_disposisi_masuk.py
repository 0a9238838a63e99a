"""Disposisi Masuk: an OPD's own complaints and nobody else's, worked on from a phone."""

from __future__ import annotations

from datetime import datetime
from io import BytesIO

import pytest
from PIL import Image
from streamlit.testing.v1 import AppTest

from desk import reading, unsent
from desk.acting import act
from desk.actors import Actor
from desk.context import Desk
from pages.parts import screens
from sop.model import Field
from tests.conftest import SITI
from tests.pages.conftest import LAMP, Open, texts
from tests.pages.test_access import remove

ACCEPT, RETURN = "Terima dan Teruskan ke Tim OPD", "Kembalikan"
FINISH, NOTE = "Selesai Ditindaklanjuti", "Catat Tindak Lanjut"


def buttons(page: AppTest, number: str) -> list[str]:
    """What the card offers."""
    return [one.label for one in page.button if one.key.startswith(f"do_{number}_")]


def press(page: AppTest, key: str) -> AppTest:
    page.button(key=key).click().run()
    assert not page.exception
    return page


def write(page: AppTest, text: str) -> AppTest:
    page.text_area[0].set_value(text).run()
    return page


def attach(page: AppTest, name: str, data: bytes) -> AppTest:
    page.file_uploader[0].upload(name, data, "image/jpeg").run()
    assert not page.exception
    return page


def photo() -> bytes:
    kept = BytesIO()
    Image.new("RGB", (60, 40), "green").save(kept, "JPEG")
    return kept.getvalue()


def state_of(desk: Desk, who: Actor, number: str) -> str:
    return str(reading.complaint(desk, who, number)["state"])


def test_a_card_shows_what_was_handed_over_but_not_the_citizens_number(
    agency_admin: Actor, handed: str, open_as: Open
) -> None:
    page = open_as(agency_admin, screens.AGENCY_INBOX)
    assert LAMP in texts(page)
    assert SITI.partition("@")[0] not in texts(page)
    assert buttons(page, handed) == [ACCEPT, RETURN]


def test_another_opd_sees_nothing_of_it(stranger_agency: Actor, handed: str, open_as: Open) -> None:
    page = open_as(stranger_agency, screens.AGENCY_INBOX)
    assert LAMP not in texts(page)
    assert "Tidak ada disposisi" in texts(page)


def test_one_press_accepts(desk: Desk, agency_admin: Actor, handed: str, open_as: Open) -> None:
    page = press(open_as(agency_admin, screens.AGENCY_INBOX), f"do_{handed}_{ACCEPT}")
    assert state_of(desk, agency_admin, handed) == "Diproses OPD"
    assert "tersimpan" in texts(page)


def test_a_person_may_be_named(
    desk: Desk, agency_admin: Actor, agency_team: Actor, handed: str, open_as: Open
) -> None:
    page = press(open_as(agency_admin, screens.AGENCY_INBOX), f"open_{handed}_{ACCEPT}")
    page.selectbox[0].set_value(agency_team.name).run()
    press(page, f"send_{handed}")
    assert reading.complaint(desk, agency_admin, handed)["assignee"] == agency_team.name


def test_giving_back_needs_a_reason_that_one_press_can_give(
    desk: Desk, admin: Actor, agency_admin: Actor, handed: str, open_as: Open
) -> None:
    page = press(open_as(agency_admin, screens.AGENCY_INBOX), f"do_{handed}_{RETURN}")
    press(page, f"send_{handed}")
    assert "Isi Alasan" in texts(page)
    assert page.button(key=f"send_{handed}").label == "Coba lagi"
    page.get("button_group")[-1].set_value("Lokasi kurang jelas").run()
    assert page.text_area[0].value == "Lokasi kurang jelas"
    press(page, f"send_{handed}")
    assert state_of(desk, admin, handed) == "Dikembalikan OPD"


def test_the_team_reports_its_work_with_a_photo(
    desk: Desk, admin: Actor, agency_team: Actor, accepted: str, open_as: Open
) -> None:
    page = press(open_as(agency_team, screens.AGENCY_INBOX), f"do_{accepted}_{FINISH}")
    write(page, "Lampu sudah diganti.")
    assert "Belum ada berkas terlampir." in texts(page)
    attach(page, "bukti.jpg", photo())
    assert "1 berkas terlampir." in texts(page)
    press(page, f"send_{accepted}")
    assert state_of(desk, admin, accepted) == "Ditindaklanjuti"
    assert [found.name for found in reading.photos(desk, admin, accepted)] == ["bukti.jpg"]
    assert unsent.kept(desk, agency_team, accepted).files == ()


def test_a_file_that_is_no_photo_is_refused_at_once_and_the_rest_is_sent(
    desk: Desk, admin: Actor, agency_team: Actor, accepted: str, open_as: Open
) -> None:
    page = press(open_as(agency_team, screens.AGENCY_INBOX), f"do_{accepted}_{NOTE}")
    write(page, "Survei lokasi.")
    attach(page, "virus.jpg", b"MZ\x90\x00 program")
    assert "virus.jpg: Jenis berkas ini tidak diterima" in texts(page)
    assert page.text_area[0].value == "Survei lokasi."
    press(page, f"send_{accepted}")
    assert reading.complaint(desk, admin, accepted)["follow_up"] == "Survei lokasi."
    assert reading.photos(desk, admin, accepted) == []


def test_a_page_that_was_thrown_away_finds_its_words_and_photos_again(
    agency_team: Actor, accepted: str, open_as: Open
) -> None:
    page = press(open_as(agency_team, screens.AGENCY_INBOX), f"do_{accepted}_{FINISH}")
    attach(write(page, "Lampu sudah diganti."), "bukti.jpg", photo())
    fresh = press(open_as(agency_team, screens.AGENCY_INBOX), f"do_{accepted}_{FINISH}")
    assert fresh.text_area[0].value == "Lampu sudah diganti."
    assert "1 berkas terlampir." in texts(fresh)


def test_a_photo_can_be_taken_off_again(
    desk: Desk, agency_team: Actor, accepted: str, open_as: Open
) -> None:
    page = press(open_as(agency_team, screens.AGENCY_INBOX), f"do_{accepted}_{FINISH}")
    attach(page, "bukti.jpg", photo())
    (file,) = unsent.kept(desk, agency_team, accepted).files
    press(page, f"drop_{file.id}")
    assert "Belum ada berkas terlampir." in texts(page)


def test_a_disturbance_says_so_and_costs_nothing(
    desk: Desk, agency_team: Actor, accepted: str, open_as: Open
) -> None:
    page = press(open_as(agency_team, screens.AGENCY_INBOX), f"do_{accepted}_{FINISH}")
    attach(write(page, "Lampu sudah diganti."), "bukti.jpg", photo())
    in_the_way = [desk.media_dir / f"{number:02x}" for number in range(256)]
    for path in in_the_way:
        path.write_text("no folder can be made here")
    press(page, f"send_{accepted}")
    assert "gangguan" in texts(page)
    for path in in_the_way:
        path.unlink()
    assert page.button(key=f"send_{accepted}").label == "Coba lagi"
    press(page, f"send_{accepted}")
    assert state_of(desk, agency_team, accepted) == "Ditindaklanjuti"


def test_who_comes_second_is_told_and_keeps_what_they_wrote(
    desk: Desk,
    agency_admin: Actor,
    agency_team: Actor,
    accepted: str,
    now: datetime,
    open_as: Open,
) -> None:
    page = press(open_as(agency_team, screens.AGENCY_INBOX), f"do_{accepted}_{NOTE}")
    write(page, "Survei lokasi.")
    act(desk, agency_admin, accepted, NOTE, values={Field.FOLLOW_UP: "Sudah dicek."}, now=now)
    press(page, f"send_{accepted}")
    assert "sementara itu diubah" in texts(page)
    assert page.text_area[0].value == "Survei lokasi."


def test_who_lost_the_role_sends_nothing(
    desk: Desk, admin: Actor, agency_admin: Actor, handed: str, now: datetime, open_as: Open
) -> None:
    page = open_as(agency_admin, screens.AGENCY_INBOX)
    remove(desk, agency_admin, now)
    page.button(key=f"do_{handed}_{ACCEPT}").click().run()
    assert state_of(desk, admin, handed) == "Diteruskan ke OPD"


@pytest.mark.parametrize("pile", ["Dikerjakan", "Sudah dikirim"])
def test_the_other_piles_say_when_they_are_empty(
    agency_admin: Actor, handed: str, open_as: Open, pile: str
) -> None:
    page = open_as(agency_admin, screens.AGENCY_INBOX)
    page.button_group(key="agency_pile").set_value(pile).run()
    assert LAMP not in texts(page)
    assert any(word in texts(page) for word in ("Tidak ada aduan", "Belum ada aduan"))
