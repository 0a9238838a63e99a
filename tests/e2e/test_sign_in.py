"""Who gets in, where they land, and what they never see."""

from __future__ import annotations

import pytest
import requests
from playwright.sync_api import expect

from tests.e2e.browser import Window
from tests.e2e.conftest import SignedIn
from tests.e2e.register import complain
from tests.stack import Stack

pytestmark = [pytest.mark.browser, pytest.mark.timeout(600)]

TEXT = "Pohon di Jalan Progo miring dan hampir tumbang"
CITY_ONLY = ["kotak-masuk", "kondisi-sistem"]


@pytest.fixture(scope="module")
def number(desk: Stack) -> str:
    return complain(desk, TEXT)


@pytest.mark.parametrize("path", ["kotak-masuk", "aduan", "lembar"])
def test_without_sign_in_every_address_is_the_sign_in_page(
    stranger: Window, number: str, path: str
) -> None:
    stranger.open(path, nomor=number)
    expect(stranger.button("Masuk")).to_be_visible()
    assert number not in stranger.page.content()
    assert TEXT not in stranger.page.content()


def test_the_address_that_was_asked_for_opens_after_sign_in(stranger: Window, number: str) -> None:
    stranger.open("aduan", nomor=number)
    stranger.sign_in("tim.kota@contoh.test")
    stranger.sees(TEXT)
    expect(stranger.page).to_have_url(f"{stranger.address}/aduan?nomor={number}")


def test_another_name_of_this_machine_leads_to_the_right_address(
    desk: Stack, stranger: Window, number: str
) -> None:
    stranger.page.goto(f"http://localhost:{desk.ports['app']}/aduan?nomor={number}")
    expect(stranger.page).to_have_url(f"{desk.app}/aduan?nomor={number}")
    expect(stranger.button("Masuk")).to_be_visible()


def test_somebody_unknown_to_petugas_is_told_so(desk: Stack, stranger: Window) -> None:
    requests.put(
        f"http://127.0.0.1:{desk.ports['identity']}/users/orang@luar.test",
        json={"email": "orang@luar.test", "email_verified": True, "name": "Orang Luar"},
        timeout=10,
    ).raise_for_status()
    stranger.open("").press_to_provider("orang@luar.test")
    stranger.sees("belum terdaftar")
    assert "Kotak Masuk" not in stranger.page.inner_text("body")


@pytest.mark.parametrize("path", CITY_ONLY)
def test_an_agency_does_not_get_the_citys_pages(signed_in: SignedIn, path: str) -> None:
    agency = signed_in("admin.dinhub").open(path)
    agency.sees("Halaman ini bukan untuk peran Bapak/Ibu.")
    links = agency.page.get_by_role("navigation").get_by_role("link").all_inner_texts()
    assert not {"Kotak Masuk", "Kondisi Sistem"} & {text.strip() for text in links}


def test_an_agency_does_not_see_what_was_not_handed_to_it(signed_in: SignedIn, number: str) -> None:
    agency = signed_in("admin.dinhub").open("aduan", nomor=number)
    agency.sees("tidak ditemukan")
    assert "Progo" not in agency.page.content()


def test_the_leader_sees_everything_and_can_do_nothing(signed_in: SignedIn, number: str) -> None:
    leader = signed_in("pimpinan").open("aduan", nomor=number)
    leader.sees(TEXT)
    leader.sees("Tidak ada tindakan untuk peran")
    expect(leader.main.get_by_role("radio")).to_have_count(0)


def test_who_leaves_is_out(stranger: Window, number: str) -> None:
    stranger.sign_in("tim.kota@contoh.test")
    stranger.click(stranger.page.locator(".st-key-sign_out button"))
    stranger.page.get_by_role("button", name="End session").click()  # the provider's own page
    expect(stranger.button("Masuk")).to_be_visible()
    stranger.open("aduan", nomor=number)
    assert TEXT not in stranger.page.content()
