"""The addresses of files: for one person, for minutes, and everything asked anew when opened."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from io import BytesIO

import pytest
import requests
from PIL import Image
from sqlalchemy import update

from desk import media, schema, sign_outs
from desk.acting import act
from desk.context import Desk
from desk.media import Upload
from desk.recording import open_complaint
from pages.web import links
from sop.model import Field
from tests.conftest import person
from tests.pages.server import AGENCY, CITY, SECRET, desk_of, get, signed
from tests.pages.test_access import remove
from tests.stack import Stack

PDF = b"%PDF-1.4\n1 0 obj<<>>endobj\ntrailer<<>>\n%%EOF"
FILM = b"\0\0\0\x18ftypisom\0\0\0\0isomiso2" + bytes(range(256))
LEADER = "pimpinan@contoh.test"


def jpeg() -> bytes:
    kept = BytesIO()
    Image.new("RGB", (640, 480), "navy").save(kept, "JPEG")
    return kept.getvalue()


@dataclass
class Case:
    """A complaint in Dinhub's hands, with its files by kind."""

    app: Stack
    desk: Desk
    number: str
    files: dict[str, str]

    def link(self, kind: str, email: str, *, at: datetime | None = None) -> str:
        now = at or datetime.now(UTC)
        return links.address(SECRET, self.files[kind], email, now=now)

    def opens(self, kind: str, email: str, *, by: str = "", **options: object) -> requests.Response:
        """`by`: whose browser it is, when it is not the person for whom the address was made."""
        cookies = signed(by or email)
        return get(self.app, self.link(kind, email), cookies=cookies, **options)


@pytest.fixture
def case(app: Stack) -> Iterator[Case]:
    desk, now = desk_of(app), datetime.now(UTC)
    fields = {"gateway": "green_api", "chat_id": "628@c.us", "name": "Siti", "body": "Lampu mati"}
    with desk.journal.write() as connection:
        number = str(open_complaint(connection, desk, fields, now=now)["number"])
        files = {
            kind: media.add_upload(
                connection,
                desk,
                Upload(name, data),
                number=number,
                event_id="",
                origin="citizen",
                now=now,
            )
            for kind, name, data in (
                ("photo", 'bukti "lampu"\r\nX-Evil: 1.jpg', jpeg()),
                ("paper", "surat.pdf", PDF),
                ("film", "film.mp4", FILM),
            )
        }
    admin = person(desk, "Admin Kota")
    act(desk, admin, number, "Teruskan ke OPD", values={Field.AGENCY: "Dinhub"}, now=now)
    yield Case(app, desk, number, files)
    desk.journal.close()


@pytest.mark.parametrize("email", [CITY, AGENCY, LEADER])
def test_who_may_see_the_complaint_gets_its_photo(case: Case, email: str) -> None:
    answer = case.opens("photo", email)
    assert answer.status_code == 200
    # Who may know the citizen gets the file as it came, everybody else the picture alone.
    assert (answer.content == jpeg()) is (email == CITY)
    assert Image.open(BytesIO(answer.content)).size == Image.open(BytesIO(jpeg())).size
    assert answer.headers["content-type"] == "image/jpeg"
    assert answer.headers["cache-control"] == "private, no-store"
    assert answer.headers["x-content-type-options"] == "nosniff"
    assert answer.headers["content-disposition"].startswith("inline; filename*=utf-8''bukti")
    assert "sandbox" in answer.headers["content-security-policy"]
    assert "x-evil" not in answer.headers


def test_what_a_browser_might_run_is_saved_as_a_file(case: Case) -> None:
    answer = case.opens("paper", CITY)
    assert answer.headers["content-type"] == "application/pdf"
    assert answer.headers["content-disposition"] == "attachment; filename*=utf-8''surat.pdf"


@pytest.mark.parametrize(
    ("asked", "first", "last"),
    [("bytes=0-9", 0, 9), ("bytes=5-", 5, len(FILM) - 1), ("bytes=-4", len(FILM) - 4, None)],
)
def test_a_player_gets_the_part_of_a_film_that_it_asks_for(
    case: Case, asked: str, first: int, last: int | None
) -> None:
    answer = case.opens("film", AGENCY, headers={"Range": asked})
    assert answer.status_code == 206
    assert answer.content == FILM[first : None if last is None else last + 1]
    assert answer.headers["content-range"].endswith(f"/{len(FILM)}")


@pytest.mark.parametrize("asked", ["bytes=99999-", "bytes=9-3"])
def test_a_part_that_is_not_there_is_refused(case: Case, asked: str) -> None:
    assert case.opens("film", AGENCY, headers={"Range": asked}).status_code == 416


def test_without_a_sign_in_there_is_nothing(case: Case) -> None:
    answer = get(case.app, case.link("photo", CITY))
    assert (answer.status_code, answer.text) == (403, "Silakan masuk.")


@pytest.mark.parametrize("other", [AGENCY, "tim.kota@contoh.test"])
def test_a_link_that_was_passed_on_opens_nothing(case: Case, other: str) -> None:
    answer = case.opens("photo", CITY, by=other)
    assert (answer.status_code, answer.text) == (403, links.NOT_YOURS)


def test_a_link_is_over_after_five_minutes(case: Case) -> None:
    old = case.link("photo", CITY, at=datetime.now(UTC) - timedelta(minutes=5, seconds=1))
    answer = get(case.app, old, cookies=signed(CITY))
    assert (answer.status_code, answer.text) == (403, links.OVER)


@pytest.mark.parametrize("change", [lambda link: link[:-3], lambda link: link + "x" * 400])
def test_a_link_that_was_changed_opens_nothing(case: Case, change: object) -> None:
    assert callable(change)
    answer = get(case.app, change(case.link("photo", CITY)), cookies=signed(CITY))
    assert (answer.status_code, answer.text) == (403, links.NOT_YOURS)


def test_another_agency_gets_nothing_even_by_a_link_of_its_own(case: Case) -> None:
    other = person(case.desk, "Admin OPD", "DLH").id
    answer = case.opens("photo", other)
    assert answer.status_code == 404
    assert "tidak ditemukan" in answer.text


def test_an_identity_card_has_no_address(case: Case) -> None:
    with case.desk.journal.write() as connection:
        connection.execute(
            update(schema.media)
            .where(schema.media.c.id == case.files["photo"])
            .values(identity=True)
        )
    assert case.opens("photo", CITY).status_code == 404


def test_who_signed_out_has_no_use_of_a_copied_cookie(case: Case) -> None:
    claims = {"email": CITY, "iat": datetime.now(UTC).timestamp()}
    link, cookies = case.link("photo", CITY), signed(**claims)
    assert get(case.app, link, cookies=cookies).status_code == 200
    sign_outs.record(case.desk.journal, claims, now=datetime.now(UTC))
    assert get(case.app, link, cookies=cookies).status_code == 403


def test_who_was_removed_from_petugas_is_out_at_once(case: Case) -> None:
    team = person(case.desk, "Tim Pengaduan Kota")
    assert case.opens("photo", team.id).status_code == 200
    remove(case.desk, team, datetime.now(UTC))
    assert case.opens("photo", team.id).status_code == 403


def test_an_address_stays_the_same_for_two_minutes_and_tells_nobodys_name() -> None:
    start = datetime(2026, 11, 23, 2, 0, tzinfo=UTC)
    same = {
        links.address(SECRET, "m1", "Siti@Contoh.test", now=start + timedelta(seconds=second))
        for second in (0, 60, 119)
    }
    assert len(same) == 1
    later = links.address(SECRET, "m1", "siti@contoh.test", now=start + timedelta(seconds=120))
    assert later not in same
    token = same.pop().removeprefix("/berkas/")
    assert links.opened(SECRET, token, "siti@contoh.test", now=start) == "m1"
    assert "siti" not in token.casefold()
