"""A month's report in a real browser: drafted by the worker, written, reviewed, published, read."""

from __future__ import annotations

from datetime import UTC, datetime
from functools import partial

import pytest
from playwright.sync_api import expect

from desk import editing, recording, texts
from desk.acting import act
from desk.actors import Actor
from desk.context import Desk
from desk.reports import workflow
from desk.reports.records import name_of
from desk.reports.spans import before
from sop.clocks import next_service
from sop.model import Field
from tests.conftest import person
from tests.e2e.conftest import SignedIn
from tests.e2e.register import opened
from tests.stack import Stack, wait_for

pytestmark = [pytest.mark.browser, pytest.mark.timeout(600)]

SIDEWAYS = """
[...document.querySelectorAll(".w-wide")]
  .filter(each => each.scrollWidth > each.clientWidth + 1).length
"""
WORDS = "Hujan deras sepanjang pekan kedua menunda perbaikan jalan."


def answered_on(desk: Desk, day: datetime) -> str:
    """A complaint of that day, answered at once."""
    row = {"body": "Kapan posyandu buka?", "category": "Kesehatan", "channel": "Telepon"}
    with desk.journal.write() as connection:
        number = str(recording.open_complaint(connection, desk, row, now=day)["number"])
    values = {Field.ANSWER: "Setiap Senin", Field.KIND: "Umum"}
    act(desk, person(desk, "Admin Kota"), number, "Jawab Langsung", values=values, now=day)
    return number


def of_last_month_is_due(desk: Desk, now: datetime) -> bool:
    """From the first service hour of a month on the worker drafts it; before, this test does."""
    begin = now.astimezone(desk.timezone()).replace(day=1, hour=0, minute=0, second=0)
    return next_service(desk.calendar(now), begin) <= now


def published(desk: Desk, month: str, admin: Actor, now: datetime) -> None:
    workflow.send(desk, admin, month, now=now)
    workflow.agree(desk, person(desk, desk.sop.report_reviewer), month, now=now)
    workflow.publish(desk, admin, month, now=now)


def told(desk: Stack, phone: str, words: str) -> str:
    """The message with these words on a staff member's telephone."""
    found = (each["text"] for each in desk.phone(f"{phone}@c.us") if each["direction"] == "out")
    return next((text for text in found if words in text), "")


def test_from_draft_to_the_leader_with_a_correction_of_the_month_before(
    desk: Stack, signed_in: SignedIn, pocket: SignedIn
) -> None:
    now = datetime.now(UTC)
    with opened(desk) as own:
        zone = own.timezone()
        last = before(now.astimezone(zone).date().replace(day=1))
        older = before(last)
        number = answered_on(own, datetime(older.year, older.month, 12, 9, tzinfo=zone))
        workflow.draft(own, older, now=now)
        admin_kota = person(own, "Admin Kota")
        published(own, name_of(older), admin_kota, now)
        late = {"category": "Pendidikan"}  # found out when its month was published
        editing.edit(own, admin_kota, number, late, now=datetime.now(UTC))
        answered_on(own, datetime(last.year, last.month, 12, 9, tzinfo=zone))
        if not of_last_month_is_due(own, now):
            workflow.draft(own, last, now=now)
        leader_phone = person_phone(own, "Pimpinan")
        admin_phone = person_phone(own, "Admin Kota")
    draft = f"Laporan Pengaduan Bulanan {texts.month(last)}: konsep"
    wait_for("the draft is told", partial(told, desk, admin_phone, draft))

    admin, reviewer = signed_in("admin.kota"), signed_in("tim.kota")
    admin.open("laporan-bulanan", bulan=name_of(last)).sees("Konsep")
    admin.sees("Koreksi laporan sebelumnya")
    admin.sees("Kesehatan – Diterima")
    admin.fill("Hambatan", WORDS)
    admin.sees("Tersimpan")
    admin.open("laporan-bulanan", bulan=name_of(last))  # a reload: nothing typed is lost
    expect(admin.field("Hambatan")).to_have_value(WORDS)
    admin.press("Kirim untuk Ditinjau")
    admin.sees("Terkirim kepada peninjau.")

    reviewer.open("laporan-bulanan", bulan=name_of(last)).sees(WORDS)
    reviewer.press("Setujui")
    reviewer.sees("Disetujui")
    admin.open("laporan-bulanan", bulan=name_of(last))
    yes = admin.page.get_by_test_id("stPopoverBody").get_by_role("button", name="Ya, terbitkan")
    admin.press(admin.unfold(admin.button("Terbitkan"), yes))
    admin.sees("Laporan terbit.")

    out = f"{texts.month(last)} telah terbit"
    message = wait_for("the leader is told", partial(told, desk, leader_phone, out))
    address = message.split()[-1]
    assert address.startswith(f"{desk.app}/laporan-bulanan?bulan=")
    leader = pocket("pimpinan")
    leader.open(address.removeprefix(f"{desk.app}/"))
    leader.sees("/LAP-PENGADUAN/")
    leader.sees(WORDS)
    expect(leader.field("Hambatan")).to_have_count(0)
    wide = leader.page.evaluate("document.documentElement.scrollWidth - innerWidth")
    assert wide <= 0, "the page is wider than a phone"
    assert leader.page.evaluate(SIDEWAYS) == 0, "a table has to be moved sideways"
    with leader.page.expect_download() as coming:
        leader.button("Unduh PDF").click()
    assert coming.value.path().read_bytes().startswith(b"%PDF")
    leader.open("laporan-bulanan", bulan=name_of(last), lihat="received")
    expect(leader.page.get_by_role("dialog")).to_contain_text("Ringkasan: Diterima")


def person_phone(desk: Desk, role: str) -> str:
    found = desk.reference().person(person(desk, role).id)
    assert found
    return found.phone
