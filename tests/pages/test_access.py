"""Who gets in: signed in, verified, young enough, and on Petugas at this moment."""

from __future__ import annotations

import ast
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import delete, event
from streamlit.testing.v1 import AppTest

from desk import schema, sign_outs
from desk.actors import Actor
from desk.context import Desk
from desk.reference import accept
from desk.seeds import reference_rows
from pages.parts import access, running, screens
from tests.pages.conftest import ROOT, Open, claims, texts

PAGES = sorted(path for path in (ROOT / "pages").glob("*/*.py") if path.name != "__init__.py")
SCREENS = [path for path in PAGES if path.parent.name not in ("parts", "web")]


def visit(user: dict[str, object]) -> AppTest:
    page = AppTest.from_file(str(ROOT / "streamlit_app.py"), default_timeout=30)
    page.user = user
    return page.run()


@pytest.mark.parametrize("path", SCREENS, ids=lambda path: path.stem)
def test_the_first_statement_of_every_page_asks_who_is_looking(path: Path) -> None:
    body = ast.parse(path.read_text()).body
    first = next(node for node in body[1:] if not isinstance(node, ast.Import | ast.ImportFrom))
    assert isinstance(first, ast.Assign)
    assert ast.unparse(first).startswith("actor = access.require(")


def test_no_script_lies_where_streamlit_would_run_it_past_the_sign_in() -> None:
    assert [path.name for path in (ROOT / "pages").glob("*.py")] == ["__init__.py"]


def test_every_screen_of_the_table_is_a_file_and_every_file_a_screen() -> None:
    known = {screen.file for screen in screens.SCREENS}
    assert known == {str(path.relative_to(ROOT)) for path in SCREENS}


def test_without_sign_in_there_is_a_button_and_no_complaint(desk: Desk, number: str) -> None:
    page = visit({})
    assert [button.label for button in page.button] == ["Masuk"]
    assert number not in texts(page)


def test_an_address_that_is_not_verified_does_not_get_in(
    desk: Desk, admin: Actor, now: datetime
) -> None:
    page = visit(claims(admin.id, now) | {"email_verified": False})
    assert page.warning[0].value == access.UNVERIFIED


def test_a_sign_in_of_yesterday_has_to_be_renewed(desk: Desk, admin: Actor, now: datetime) -> None:
    page = visit(claims(admin.id, now - timedelta(hours=12, minutes=1)))
    assert page.warning[0].value == "Sesi sudah lebih dari 12 jam. Silakan masuk lagi."


def test_the_city_sets_after_how_many_hours_everybody_signs_in_again(
    desk: Desk, admin: Actor, now: datetime, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SESSION_HOURS", "2")
    running.forget()
    assert not visit(claims(admin.id, now - timedelta(hours=1, minutes=59))).warning
    page = visit(claims(admin.id, now - timedelta(hours=2, minutes=1)))
    assert page.warning[0].value == "Sesi sudah lebih dari 2 jam. Silakan masuk lagi."


@pytest.mark.parametrize("ahead", [timedelta(minutes=6), timedelta(days=400)])
def test_a_sign_in_of_tomorrow_is_not_for_ever_young(
    ahead: timedelta, desk: Desk, admin: Actor, now: datetime
) -> None:
    assert "Silakan masuk lagi" in visit(claims(admin.id, now + ahead)).warning[0].value


def test_a_provider_whose_clock_is_a_little_ahead_does_no_harm(
    desk: Desk, admin: Actor, now: datetime
) -> None:
    assert not visit(claims(admin.id, now + timedelta(minutes=2))).warning


@pytest.mark.parametrize("issued", ["1e999", float("nan"), float("inf"), 1e300, "2026"])
def test_a_time_that_is_none_counts_as_too_old(
    issued: object, desk: Desk, admin: Actor, now: datetime
) -> None:
    page = visit(claims(admin.id, now) | {"iat": issued})
    assert "Silakan masuk lagi" in page.warning[0].value


def test_a_sign_in_without_a_time_has_to_be_renewed(
    desk: Desk, admin: Actor, now: datetime
) -> None:
    user = claims(admin.id, now)
    del user["iat"]
    assert "Silakan masuk lagi" in visit(user).warning[0].value


def test_a_provider_that_says_nothing_of_addresses_is_believed_where_the_city_says_so(
    desk: Desk, admin: Actor, now: datetime, monkeypatch: pytest.MonkeyPatch
) -> None:
    user = claims(admin.id, now)
    del user["email_verified"]
    assert visit(user).warning[0].value == access.UNVERIFIED
    monkeypatch.setenv("OIDC_TRUST_EMAIL", "true")
    running.forget()
    assert not visit(user).warning
    assert visit(user | {"email_verified": False}).warning[0].value == access.UNVERIFIED
    assert visit(user | {"email_verified": "false"}).warning[0].value == access.UNVERIFIED


def test_who_signed_out_in_one_tab_is_out_in_the_others(
    desk: Desk, admin: Actor, now: datetime, open_as: Open
) -> None:
    page, user = open_as(admin, screens.INBOX), claims(admin.id, now)
    sign_outs.record(desk.journal, user, now=now)
    page.run()
    assert page.warning[0].value == access.LEFT
    assert visit(user | {"iat": user["iat"] - 1}).title[0].value == "Kotak Masuk"


def test_keluar_ends_this_sign_in_for_good(
    desk: Desk, admin: Actor, now: datetime, open_as: Open
) -> None:
    open_as(admin, screens.INBOX).get_by_key("sign_out").click().run()
    with desk.journal.read() as connection:
        assert sign_outs.ended(connection, claims(admin.id, now))


def test_a_stranger_is_told_whom_to_ask(desk: Desk, now: datetime) -> None:
    page = visit(claims("orang.lain@contoh.test", now))
    assert "belum terdaftar" in page.warning[0].value


def test_the_first_administrator_gets_in_while_petugas_is_empty(
    desk: Desk, now: datetime, monkeypatch: pytest.MonkeyPatch
) -> None:
    with desk.journal.write() as connection:
        connection.execute(delete(schema.reference_rows))
    monkeypatch.setenv("ADMIN_EMAIL", "pertama@contoh.test")
    running.forget()
    page = visit(claims("pertama@contoh.test", now))
    assert page.title[0].value == "Kotak Masuk"


def test_a_leaders_day_begins_with_the_charts(leader: Actor, open_as: Open) -> None:
    assert open_as(leader).title[0].value == "Dasbor"


def test_who_is_removed_from_petugas_is_out_at_the_next_run(
    desk: Desk, admin: Actor, now: datetime, open_as: Open
) -> None:
    page = open_as(admin, screens.INBOX)
    remove(desk, admin, now)
    page.run()
    assert "belum terdaftar" in page.warning[0].value


def test_a_run_of_a_page_asks_the_journal_once_who_is_looking(
    desk: Desk, admin: Actor, number: str, open_as: Open
) -> None:
    asked: list[str] = []
    page = open_as(admin, screens.COMPLAINT, nomor=number)

    def note(_connection: Any, _cursor: Any, statement: str, *_rest: Any) -> None:
        asked.append(statement)

    event.listen(desk.journal.engine, "before_cursor_execute", note)
    page.run()
    assert asked.count("BEGIN") == 1
    assert sum("FROM sign_outs" in statement for statement in asked) == 1


def remove(desk: Desk, who: Actor, now: datetime) -> None:
    rows = reference_rows(desk.sop, staff=True)["Petugas"]
    rows = [{**row, "Aktif": "Tidak"} if row["Email"] == who.id else row for row in rows]
    with desk.journal.write() as connection:
        accept(connection, desk.sop, "Petugas", rows, now=now)


LEADER = ["Dasbor", "Laporan Bulanan", "Pengaturan"]
REST = ["Kondisi Sistem", "Ponsel", "Lembar"]


@pytest.mark.parametrize(
    ("role", "titles"),
    [
        ("admin", ["Kotak Masuk", "Catat Aduan", *LEADER, "Pelindungan Data", *REST]),
        ("leader", ["Kotak Masuk", *LEADER, *REST]),
        ("agency_admin", ["Disposisi Masuk", "Dasbor", "Ponsel", "Lembar"]),
    ],
)
def test_the_menu_follows_the_role(
    role: str, titles: list[str], desk: Desk, request: pytest.FixtureRequest
) -> None:
    who: Actor = request.getfixturevalue(role)
    known = screens.existing(running.settings())
    shown = screens.for_scopes(known, access.scopes(who))
    assert [screen.title for screen in shown if not screen.hidden] == titles


def test_the_stand_ins_pages_are_gone_with_real_services(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("GATEWAY_URL", "https://7103.api.example.test")
    monkeypatch.setenv("GATEWAY_INSTANCE", "1")
    monkeypatch.setenv("GATEWAY_TOKEN", "x")
    monkeypatch.setenv("SHEETS_SPREADSHEET_ID", "abc")
    monkeypatch.setenv("SHEETS_URL", "http://127.0.0.1:9")
    running.forget()
    titles = [screen.title for screen in screens.existing(running.settings())]
    assert "Ponsel" not in titles
    assert "Lembar" not in titles


@pytest.mark.parametrize("path", SCREENS, ids=lambda path: path.stem)
def test_a_page_that_is_run_past_the_entrypoint_shows_nothing(
    path: Path, desk: Desk, number: str
) -> None:
    page = AppTest.from_file(str(path), default_timeout=30).run()
    assert not page.exception
    assert page.warning[0].value == "Silakan masuk terlebih dahulu."
    assert number not in texts(page)


def test_the_citys_inbox_shows_an_agency_nothing_even_when_it_runs(
    desk: Desk, number: str, agency_admin: Actor, now: datetime
) -> None:
    page = AppTest.from_file(str(ROOT / screens.INBOX.file), default_timeout=30)
    page.user = claims(agency_admin.id, now)
    page.run()
    assert page.warning[0].value == access.NOT_YOURS
    assert number not in texts(page)


def test_an_agency_is_told_that_the_citys_inbox_is_not_its_own(
    number: str, agency_admin: Actor, open_as: Open
) -> None:
    page = open_as(agency_admin, screens.INBOX)
    assert page.warning[0].value == access.NOT_YOURS
    assert number not in texts(page)
