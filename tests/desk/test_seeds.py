"""What a new desk starts with."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest

from desk import reference, seeds
from desk.journal import Journal
from desk.seeds.templates import LONGEST
from desk.tabs import TABS
from desk.texts import PLACEHOLDER, PLACEHOLDERS
from sop import SOPS
from sop.model import Scope, Sop

NOW = datetime(2026, 11, 24, 3, tzinfo=UTC)


@pytest.fixture(params=list(SOPS))
def sop(request: pytest.FixtureRequest) -> Sop:
    return SOPS[request.param]


@pytest.fixture
def own_journal(tmp_path: Path) -> Iterator[Journal]:
    journal = Journal(f"sqlite:///{tmp_path / 'journal.db'}").create()
    yield journal
    journal.close()


def cells(sop: Sop, tab: str, header: str) -> list[str]:
    return [str(row[header]) for row in seeds.reference_rows(sop, staff=True)[tab]]


def test_every_tab_has_rows_with_exactly_its_headers(sop: Sop) -> None:
    rows = seeds.reference_rows(sop, staff=True)
    assert rows.keys() == TABS.keys()
    for tab, found in rows.items():
        assert all(tuple(row) == TABS[tab].headers for row in found)


def test_the_seeds_are_accepted_without_a_problem(sop: Sop, own_journal: Journal) -> None:
    with own_journal.write() as connection:
        for tab, rows in seeds.reference_rows(sop, staff=True).items():
            assert reference.accept(connection, sop, tab, rows, now=NOW) == []


def test_staff_are_only_seeded_for_the_sandbox(sop: Sop) -> None:
    assert seeds.reference_rows(sop, staff=False)["Petugas"] == []


def test_every_role_of_staff_is_somebody_s(sop: Sop) -> None:
    staff = {role.name for role in sop.roles if role.scope in (Scope.CITY, Scope.AGENCY)}
    leaders = {role.name for role in sop.roles if role.scope is Scope.LEADER}
    assert (staff | leaders) - {sop.supporter} <= set(cells(sop, "Petugas", "Peran"))


def test_all_contacts_are_fictitious_and_nobody_shares_one(sop: Sop) -> None:
    emails = cells(sop, "Petugas", "Email")
    phones = [*cells(sop, "Petugas", "WA"), *filter(None, cells(sop, "OPD", "WA"))]
    assert all(re.fullmatch(r"[a-z0-9.]+@contoh\.test", email) for email in emails)
    assert all(re.fullmatch(r"62800000000\d\d", phone) for phone in phones)
    assert len({*emails, *phones}) == len(emails) + len(phones)


def test_every_category_has_an_agency_that_exists(sop: Sop) -> None:
    agencies = set(cells(sop, "OPD", "Singkatan"))
    for row in seeds.reference_rows(sop, staff=False)["Kategori"]:
        assert row["OPD"] in agencies or row["Nama"] == "Lainnya"


def test_no_name_means_two_agencies(sop: Sop) -> None:
    names = [
        name.casefold()
        for agency in seeds.city(sop).agencies
        for name in {agency.short, agency.name, *agency.aliases}
    ]
    assert len(set(names)) == len(names)


def test_ktp_alone_suggests_no_category(sop: Sop) -> None:
    keywords = {word for category in seeds.city(sop).categories for word in category.keywords}
    assert keywords.isdisjoint({"ktp", "sma", "smk"})


def test_every_template_that_an_action_sends_exists(sop: Sop) -> None:
    notices = [
        notice
        for action in sop.actions
        for group in (action.notices, *action.notices_by_reason.values())
        for notice in group
    ]
    assert {notice.template for notice in notices} <= set(cells(sop, "Templat Balasan", "Kunci"))


def test_a_template_stands_once(sop: Sop) -> None:
    keys = cells(sop, "Templat Balasan", "Kunci")
    assert len(set(keys)) == len(keys)


def test_every_template_is_short_and_speaks_politely(sop: Sop) -> None:
    for text in cells(sop, "Templat Balasan", "Teks"):
        assert len(text) <= LONGEST
        assert not re.search(r"\b(anda|kak|gan|kamu)\b|[\U0001F300-\U0001FAFF]", text.lower())


def test_templates_use_only_known_placeholders_and_their_required_ones(sop: Sop) -> None:
    for template in seeds.city(sop).templates:
        used = set(PLACEHOLDER.findall(template.text))
        assert set(template.required) <= used <= PLACEHOLDERS


def test_the_sop_tab_has_every_row_with_or_without_a_limit() -> None:
    rows = seeds.reference_rows(SOPS["wadul_aladin"], staff=False)["SOP"]
    assert [row["Waktu"] for row in rows] == [5, 2, 1, 30, 5, "-", 5]
    assert rows[0]["Keterangan"] == "waktu pelapor, tidak diukur"


def test_pekalongan_has_its_districts_and_villages() -> None:
    districts = seeds.city(SOPS["wadul_aladin"]).districts
    assert len(districts) == 4
    assert sum(map(len, districts.values())) == 27
