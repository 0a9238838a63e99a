"""Disposisi Masuk: an OPD's own complaints and nobody else's, worked on from a phone."""

from __future__ import annotations

from desk import reading
from desk.actors import Actor
from desk.context import Desk
from pages.parts import screens
from sop.model import Field
from tests.pages.conftest import LAMP, Open, texts
from tests.pages.test_aduan import PHONE, choices, choose, field, photo, press, state_of


def test_a_card_shows_what_was_handed_over_but_not_the_citizens_number(
    agency_admin: Actor, handed: str, open_as: Open
) -> None:
    page = open_as(agency_admin, screens.AGENCY_INBOX)
    assert LAMP in texts(page)
    assert PHONE not in texts(page)
    assert choices(page, handed) == ["Terima dan Teruskan ke Tim OPD", "Kembalikan"]


def test_another_opd_sees_nothing_of_it(stranger_agency: Actor, handed: str, open_as: Open) -> None:
    page = open_as(stranger_agency, screens.AGENCY_INBOX)
    assert LAMP not in texts(page)
    assert "Tidak ada disposisi" in texts(page)


def test_the_admin_accepts_on_the_card(
    desk: Desk, agency_admin: Actor, handed: str, open_as: Open
) -> None:
    page = open_as(agency_admin, screens.AGENCY_INBOX)
    action = "Terima dan Teruskan ke Tim OPD"
    press(choose(page, handed, action), handed, action)
    assert state_of(desk, agency_admin, handed) == "Diproses OPD"


def test_giving_back_needs_a_reason(
    desk: Desk, admin: Actor, agency_admin: Actor, handed: str, open_as: Open
) -> None:
    page = choose(open_as(agency_admin, screens.AGENCY_INBOX), handed, "Kembalikan")
    press(page, handed, "Kembalikan")
    assert "Isi Alasan" in texts(page)
    field(page, Field.REASON).set_value("Jalan provinsi").run()
    press(page, handed, "Kembalikan")
    assert state_of(desk, admin, handed) == "Dikembalikan OPD"


def test_the_team_reports_its_work_with_a_photo(
    desk: Desk, admin: Actor, agency_team: Actor, accepted: str, open_as: Open
) -> None:
    action = "Selesai Ditindaklanjuti"
    page = choose(open_as(agency_team, screens.AGENCY_INBOX), accepted, action)
    field(page, Field.FOLLOW_UP).set_value("Lampu sudah diganti.").run()
    assert "Belum ada berkas terlampir." in texts(page)
    page.file_uploader[0].upload("bukti.jpg", photo(), "image/jpeg").run()
    assert "1 berkas terlampir." in texts(page)
    press(page, accepted, action)
    assert state_of(desk, admin, accepted) == "Ditindaklanjuti"
    assert [found.name for found in reading.photos(desk, admin, accepted)] == ["bukti.jpg"]


def test_a_file_that_is_no_photo_is_refused_and_the_words_stay(
    desk: Desk, admin: Actor, agency_team: Actor, accepted: str, open_as: Open
) -> None:
    action = "Catat Tindak Lanjut"
    page = choose(open_as(agency_team, screens.AGENCY_INBOX), accepted, action)
    field(page, Field.FOLLOW_UP).set_value("Survei lokasi.").run()
    page.file_uploader[0].upload("virus.jpg", b"MZ\x90\x00 program", "image/jpeg").run()
    press(page, accepted, action)
    assert page.error
    assert field(page, Field.FOLLOW_UP).value == "Survei lokasi."
    assert reading.photos(desk, admin, accepted) == []
