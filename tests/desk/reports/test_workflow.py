"""A monthly report from draft to publication: who may do what, and what never changes again."""

from __future__ import annotations

import io
from dataclasses import replace
from datetime import datetime, timedelta
from pathlib import Path

import pytest
from pypdf import PdfReader
from sqlalchemy import select, update

from desk import copying, reports
from desk.acting import act
from desk.actors import Actor
from desk.context import Desk
from desk.journal import Journal
from desk.problems import NotFound, Refused
from desk.reference import accept
from desk.reports import contents, making, reading, records, tables, workflow
from desk.reports.contents import Row, Section
from desk.reports.records import State
from desk.schema import complaints, messages
from desk.seeds import reference_rows
from sop.model import Field
from tests.conftest import open_desk, person
from tests.desk.reports.conftest import FIRST_DAY, LATER, MONTH, OCTOBER, Open, saved

Words = dict[str, str]


def told(desk: Desk) -> list[tuple[str, str]]:
    """(template, chat) of what was queued about reports."""
    query = select(messages.c.template, messages.c.chat_id).order_by(messages.c.id)
    with desk.journal.read() as connection:
        rows = connection.execute(query.where(messages.c.template.like("laporan%")))
        return [(template, chat) for template, chat in rows]


def phone(desk: Desk, who: Actor) -> str:
    found = desk.reference().person(who.id)
    assert found
    return f"{found.phone}@c.us"


def test_a_draft_is_made_once_and_the_admin_is_told(desk: Desk, admin: Actor, draft: str) -> None:
    assert not workflow.draft(desk, OCTOBER, now=LATER)
    assert told(desk) == [("laporan_bulanan", phone(desk, admin))]


def test_only_the_admin_writes_and_only_a_reviewer_agrees(
    desk: Desk, admin: Actor, city_team: Actor, draft: str
) -> None:
    with pytest.raises(Refused):
        saved(desk, city_team, draft, obstacles="Hujan")
    workflow.send(desk, admin, draft, now=LATER)
    with pytest.raises(Refused):
        workflow.agree(desk, admin, draft, now=LATER)
    assert workflow.agree(desk, city_team, draft, now=LATER).agreed_by == city_team.id


def test_an_agency_finds_no_report(desk: Desk, agency_admin: Actor, published: str) -> None:
    assert reading.listed(desk, agency_admin) == []
    with pytest.raises(NotFound):
        reading.pdf(desk, agency_admin, published, now=LATER)


def test_a_leader_reads_nothing_before_it_is_published(
    desk: Desk, leader: Actor, agreed: str
) -> None:
    assert reading.listed(desk, leader) == []
    with pytest.raises(NotFound):
        reading.shown(desk, leader, agreed, now=LATER)


def renamed(desk: Desk, preference: str, value: str) -> None:
    rows = reference_rows(desk.sop, staff=True)["Pengaturan"]
    told = [row | {"Nilai": value} if row["Kunci"] == preference else row for row in rows]
    with desk.journal.write() as connection:
        accept(connection, desk.sop, "Pengaturan", told, now=FIRST_DAY)


def test_whoever_is_named_as_the_one_who_signs_reads_the_draft_and_changes_nothing(
    desk: Desk, leader: Actor, draft: str
) -> None:
    assert reading.listed(desk, leader) == []
    found = desk.reference().person(leader.id)
    assert found
    renamed(desk, "Penanda Tangan", found.name.upper() + ".")
    shown = reading.shown(desk, leader, draft, now=LATER)
    assert (shown.report.state, shown.steps) == (State.DRAFT, ())
    words = PdfReader(io.BytesIO(reading.pdf(desk, leader, draft, now=LATER))).pages[0]
    assert "KONSEP" in words.extract_text()
    with pytest.raises(Refused):
        saved(desk, leader, draft, obstacles="Hujan")


def test_the_reviewer_gives_it_back_with_a_reason_only(
    desk: Desk, admin: Actor, city_team: Actor, draft: str
) -> None:
    workflow.send(desk, admin, draft, now=LATER)
    with pytest.raises(Refused, match="Tulis dahulu"):
        workflow.give_back(desk, city_team, draft, reason=" ", now=LATER)
    back = workflow.give_back(desk, city_team, draft, reason="Hambatan kosong", now=LATER)
    assert (back.state, back.returned_for) == (State.DRAFT, "Hambatan kosong")


def test_an_admin_alone_can_do_all_of_it(desk: Desk, admin: Actor, draft: str) -> None:
    rows = [row for row in reference_rows(desk.sop, staff=True)["Petugas"]
            if desk.sop.report_reviewer not in row["Peran"]]  # fmt: skip
    with desk.journal.write() as connection:
        accept(connection, desk.sop, "Petugas", rows, now=FIRST_DAY)
    workflow.send(desk, admin, draft, now=LATER)
    workflow.agree(desk, admin, draft, now=LATER)
    assert workflow.publish(desk, admin, draft, now=LATER).state is State.PUBLISHED


def test_publishing_gives_number_digest_and_cut_off_and_tells_the_leaders(
    desk: Desk, leader: Actor, published: str
) -> None:
    with desk.journal.read() as connection:
        report = reports.published(connection, OCTOBER)
    assert report
    assert report.number == "001/LAP-PENGADUAN/X/2026"
    assert len(report.digest) == 64
    assert report.published_at == FIRST_DAY
    assert told(desk)[-1] == ("laporan_terbit", phone(desk, leader))
    assert [each.month for each in reading.listed(desk, leader)] == [published]


def test_nothing_changes_after_publication(
    desk: Desk, admin: Actor, city_team: Actor, published: str, opened: Open
) -> None:
    before = reading.shown(desk, admin, published, now=LATER).contents
    opened(25, category="Kesehatan")
    assert reading.shown(desk, admin, published, now=LATER).contents == before
    for attempt in (
        lambda: saved(desk, admin, published, obstacles="Lain"),
        lambda: workflow.take_back(desk, admin, published, now=LATER),
        lambda: workflow.give_back(desk, city_team, published, reason="Salah", now=LATER),
        lambda: workflow.publish(desk, admin, published, now=LATER),
    ):
        with pytest.raises(Refused, match="berstatus Terbit"):
            attempt()


def test_sums_that_do_not_balance_are_refused_in_one_sentence(
    desk: Desk, admin: Actor, agreed: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    found = making.live(desk, OCTOBER, now=LATER)
    channels = found.section("kanal")
    wrong = replace(channels, total=Row("Jumlah", (0, 9, 0, 1, 0, 1)))
    parts = tuple(wrong if part is channels else part for part in found.sections)
    monkeypatch.setattr(making, "live", lambda *_, **__: replace(found, sections=parts))
    with pytest.raises(Refused, match='kolom "Diterima" di bagian Kanal'):
        workflow.publish(desk, admin, agreed, now=LATER)


def test_a_late_change_is_a_correction_in_the_next_report_once(
    desk: Desk, admin: Actor, published: str, answered: str
) -> None:
    act(desk, admin, answered, "Buka Kembali", values={Field.REASON: "keliru"}, now=LATER)
    _move_category(desk, answered, "Pendidikan")
    november = datetime(2026, 12, 1, 9, tzinfo=FIRST_DAY.tzinfo)
    found = making.live(desk, OCTOBER.replace(month=11), now=november).corrections
    told_of = {(one.month, one.name, one.published, one.now) for one in found}
    assert ("2026-10", "Kesehatan – Diterima", 1, 0) in told_of
    assert ("2026-10", "Pendidikan – Diterima", 0, 1) in told_of
    assert not any(one.part == "Ringkasan" for one in found)  # reopened in November


def test_what_an_older_report_did_not_count_is_no_correction(
    desk: Desk, admin: Actor, opened: Open, agreed: str
) -> None:
    """Once there was one column Terbuka, and ratings were said to lie apart."""
    number = opened(8, category="Penerangan Jalan Umum")
    act(desk, admin, number, "Teruskan ke OPD", values={Field.AGENCY: "Dinhub"}, now=LATER)
    workflow.publish(desk, admin, agreed, now=LATER)
    with desk.journal.write() as connection:
        kept = records.frozen(connection, agreed)
        older = tuple(map(_as_once, kept.sections))
        query = update(tables.reports).where(tables.reports.c.month == agreed)
        connection.execute(query.values(frozen=contents.frozen(replace(kept, sections=older))))
    assert older != kept.sections
    found = making.live(desk, OCTOBER.replace(month=11), now=LATER + timedelta(days=30))
    assert found.corrections == ()


def _as_once(section: Section) -> Section:
    """The section as it was frozen before."""
    if section.key == "pesan":
        name = "– bukan aduan (salam, penilaian, perintah)"
        rows = (replace(row, label=name) if "salam" in row.label else row for row in section.rows)
        return replace(section, rows=tuple(rows))
    if section.key != "opd":
        return section
    columns = (replace(section.columns[2], title="Terbuka"), *section.columns[4:])
    every = [
        replace(row, values=(*row.values[:2], 7, *row.values[4:]))
        for row in (*section.rows, section.total)
        if row
    ]
    return replace(
        section, columns=(*section.columns[:2], *columns), rows=tuple(every[:-1]), total=every[-1]
    )


def test_every_step_is_noted_with_who(
    desk: Desk, admin: Actor, city_team: Actor, published: str
) -> None:
    with desk.journal.read() as connection:
        done = [(each.action, each.actor) for each in records.history(connection, published)]
    assert done == [
        ("Konsep dibuat", "Sistem"),
        ("Kirim untuk Ditinjau", admin.id),
        ("Setujui", city_team.id),
        ("Terbitkan", admin.id),
    ]


def test_both_reports_of_a_year_are_numbered_one_after_the_other(
    desk: Desk, admin: Actor, city_team: Actor, published: str
) -> None:
    november = OCTOBER.replace(month=11)
    workflow.draft(desk, november, now=LATER)
    workflow.send(desk, admin, "2026-11", now=LATER)
    workflow.agree(desk, city_team, "2026-11", now=LATER)
    assert workflow.publish(desk, admin, "2026-11", now=LATER).number.startswith("002/")


def test_in_magetan_the_kabid_reviews_and_the_bupati_is_told(
    sqlite_journal: Journal, tmp_path: Path
) -> None:
    desk = open_desk(sqlite_journal, tmp_path, FIRST_DAY, procedure="wani_bares")
    admin, kabid, kadis, bupati = (
        person(desk, role) for role in ("Administrator", "Kabid IKP", "Kadis Kominfo", "Bupati")
    )
    workflow.draft(desk, OCTOBER, now=FIRST_DAY)
    workflow.send(desk, admin, MONTH, now=LATER)
    for reader in (kabid, kadis):  # who reviews it and who signs it
        assert [each.month for each in reading.listed(desk, reader)] == [MONTH]
    assert reading.shown(desk, kadis, MONTH, now=LATER).steps == ()
    assert reading.listed(desk, bupati) == []
    workflow.agree(desk, kabid, MONTH, now=LATER)
    report = workflow.publish(desk, kabid, MONTH, now=LATER)
    assert told(desk)[-1] == ("laporan_terbit", phone(desk, bupati))
    shown = reading.shown(desk, bupati, MONTH, now=LATER)
    assert shown.contents.title == "Laporan Bulanan kepada Bupati"
    assert shown.contents.facts["addressee"] == "Bupati Magetan"
    assert shown.contents.facts["number"] == report.number


def test_a_backup_takes_the_reports_along(desk: Desk, published: str, tmp_path: Path) -> None:
    copying.snapshot(desk.journal, tmp_path / "copy.db", lambda *_: None)
    copy = copying.open_copy(tmp_path / "copy.db")
    with desk.journal.read() as ours, copy.read() as theirs:
        assert records.frozen(theirs, published) == records.frozen(ours, published)
        assert records.history(theirs, published) == records.history(ours, published)
    copy.close()
    names = {table.name for table in copying.every_table()}  # what is copied to PostgreSQL
    assert {"reports", "report_events", "report_photos"} <= names


def test_a_reviewer_is_whom_the_sop_names(desk: Desk, city_team: Actor) -> None:
    assert person(desk, desk.sop.report_reviewer).id == city_team.id


def _move_category(desk: Desk, number: str, category: str) -> None:
    with desk.journal.write() as connection:
        connection.execute(
            update(complaints)
            .where(complaints.c.number == number)
            .values(category=category, updated_at=LATER)
        )
