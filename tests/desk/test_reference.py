"""The reference tabs: what makes sense is in force, from the next read on."""

from __future__ import annotations

from datetime import date, time

from sqlalchemy import Connection

from desk import reference
from desk.actors import Actor, actor_for
from desk.reference import Block
from sop.model import Hours, Limit, Unit
from sop.wadul_aladin import WADUL_ALADIN as SOP
from tests.desk.reference_room import NOW, Rows, accept, load, rows_of, version


def test_before_a_tab_was_read_the_seeds_are_in_force_but_nobody_is_staff(
    connection: Connection,
) -> None:
    found = load(connection)
    assert found.staff == ()
    assert found.limits["A4"] == Limit(30, hours=Hours.SERVICE)
    assert found.preferences.service_name == "Wadul Aladin"
    assert len(found.agencies) == 41 and len(found.categories) == 16
    assert found.version == 0


def test_an_accepted_change_is_in_force_and_raises_the_version(connection: Connection) -> None:
    rows = rows_of("SOP")
    rows[3]["Waktu"] = "45"
    assert accept(connection, "SOP", rows) == []
    assert load(connection).limits["A4"] == Limit(45, hours=Hours.SERVICE)
    assert version(connection) == load(connection).version == 1


def test_reading_the_same_again_changes_nothing(connection: Connection) -> None:
    accept(connection, "Petugas", rows_of("Petugas"))
    before = version(connection)
    assert accept(connection, "Petugas", rows_of("Petugas")) == []
    assert accept(connection, "SOP", rows_of("SOP")) == []  # as the seeds that are in force
    assert version(connection) == before == 1


def test_the_problems_of_unchanged_rows_are_told_again(connection: Connection) -> None:
    rows = rows_of("SOP")
    rows[3]["Waktu"] = -5
    first = accept(connection, "SOP", rows)
    assert first and accept(connection, "SOP", rows) == first


def test_the_last_admin_is_out_at_once_and_admin_email_may_sign_in(connection: Connection) -> None:
    rows = rows_of("Petugas")
    accept(connection, "Petugas", rows)
    admin = "admin.kota@contoh.test"

    def who(email: str) -> Actor | None:
        return actor_for(SOP, load(connection), email, now=NOW, admin_email="kominfo@contoh.test")

    assert who(admin) and who("kominfo@contoh.test") is None
    (problem,) = accept(connection, "Petugas", rows[1:])
    assert problem.row == 0 and "ADMIN_EMAIL" in problem.sentence
    assert who(admin) is None
    found = who("kominfo@contoh.test")
    assert found and found.roles == ("Admin Kota",)


def test_a_target_for_the_step_without_limit_counts_in_working_days(connection: Connection) -> None:
    rows = rows_of("SOP")
    rows[5]["Waktu"] = 3
    accept(connection, "SOP", rows)
    assert load(connection).limits["A6"] == Limit(3, Unit.WORKING_DAY, Hours.SERVICE)


def test_the_citizen_s_own_time_is_never_measured(connection: Connection) -> None:
    rows = rows_of("SOP")
    rows[0]["Waktu"] = 7
    accept(connection, "SOP", rows)
    assert load(connection).limits["A1"] is None


def test_a_limit_that_is_erased_stays_and_a_dash_removes_it(connection: Connection) -> None:
    rows = rows_of("SOP")
    rows[3]["Waktu"] = ""
    (problem,) = accept(connection, "SOP", rows)
    assert "tulis - bila tanpa batas" in problem.sentence
    assert load(connection).limits["A4"] == Limit(30, hours=Hours.SERVICE)
    rows[3]["Waktu"] = "-"
    assert accept(connection, "SOP", rows) == []
    assert load(connection).limits["A4"] is None


def test_a_tab_without_one_of_its_columns_changes_nothing(connection: Connection) -> None:
    rows = rows_of("Kategori")
    for row in rows:
        del row["Rahasia"]
    before = load(connection)
    (problem,) = reference.accept(connection, SOP, "Kategori", rows, now=NOW)
    assert (problem.row, problem.column) == (0, "Rahasia")
    assert load(connection) == before
    assert accept(connection, "Kategori", rows_of("Kategori")) == []


def test_an_emptied_tab_changes_nothing(connection: Connection) -> None:
    accept(connection, "Petugas", rows_of("Petugas"))
    before = load(connection)
    (problem,) = accept(connection, "Petugas", [{"Email": ""}, {}])
    assert problem.row == 0 and "kosong" in problem.sentence
    assert load(connection) == before


def test_staff_may_be_empty_as_long_as_it_always_was(connection: Connection) -> None:
    assert accept(connection, "Petugas", []) == []


def test_the_city_s_holidays_and_blocks_may_be_emptied(connection: Connection) -> None:
    assert accept(connection, "Hari Libur", [{"Tanggal": 46351, "Keterangan": "Hari jadi"}]) == []
    assert load(connection).holidays == {date(2026, 11, 25): "Hari jadi"}
    assert accept(connection, "Hari Libur", []) == []
    assert load(connection).holidays == {}


def test_a_removed_person_is_out_at_once(connection: Connection) -> None:
    rows = rows_of("Petugas")
    accept(connection, "Petugas", rows)
    accept(connection, "Petugas", rows[1:])
    assert load(connection).person("admin.kota@contoh.test") is None
    assert load(connection).person("TIM.kota@contoh.test")


def test_a_person_whose_email_is_erased_is_out(connection: Connection) -> None:
    rows = rows_of("Petugas")
    accept(connection, "Petugas", rows)
    rows[0]["Email"] = ""
    problem, nobody = accept(connection, "Petugas", rows)
    assert problem.column == "Email" and "Tidak ada Admin Kota" in nobody.sentence
    assert load(connection).person("admin.kota@contoh.test") is None


def test_a_person_put_out_is_out_though_the_row_makes_no_sense(connection: Connection) -> None:
    rows = rows_of("Petugas")
    accept(connection, "Petugas", rows)
    rows[0] |= {"Aktif": False, "WA": "?"}
    assert accept(connection, "Petugas", rows)[0].column == "WA"
    person = load(connection).person("admin.kota@contoh.test")
    assert person and not person.active


def test_a_refused_row_that_moved_is_found_by_its_key(connection: Connection) -> None:
    accept(connection, "Kategori", rows_of("Kategori"))
    rows = rows_of("Kategori")[::-1]
    rows[-1]["OPD"] = "Dinas Rahasia"
    accept(connection, "Kategori", rows)
    roads = load(connection).category("Jalan dan Jembatan")
    assert roads and roads.agency == "DPUPR"


def test_a_key_that_stands_twice_counts_once(connection: Connection) -> None:
    rows = rows_of("Pengaturan")
    rows.append({"Kunci": "jeda kirim", "Nilai": 5})
    (problem,) = accept(connection, "Pengaturan", rows)
    assert problem.row == len(rows) + 1 and "Sama dengan baris" in problem.sentence
    assert load(connection).preferences.send_delay_s == 60


def test_empty_rows_are_skipped_and_rows_keep_the_sheet_s_numbers(connection: Connection) -> None:
    rows = rows_of("Kategori")
    rows[1:1] = [{}, {"Nama": " ", "Catatan": "kolom kami"}]
    rows[3]["Target"] = "segera"
    (problem,) = accept(connection, "Kategori", rows)
    assert problem.row == 5


def test_columns_of_the_city_s_own_are_ignored(connection: Connection) -> None:
    rows = [row | {"Ruangan": "B2"} for row in rows_of("Petugas")]
    assert accept(connection, "Petugas", rows) == []


def test_an_alias_of_an_agency_becomes_its_short_name(connection: Connection) -> None:
    rows = rows_of("Petugas")
    rows[0] |= {"Peran": "admin kota; Admin OPD", "OPD": "dishub, Dinas Lingkungan Hidup"}
    assert accept(connection, "Petugas", rows) == []
    person = load(connection).staff[0]
    assert person.roles == ("Admin Kota", "Admin OPD")
    assert person.agencies == ("Dinhub", "DLH")


def test_an_agency_that_is_added_later_makes_its_people_welcome(connection: Connection) -> None:
    people = rows_of("Petugas")
    people[3]["OPD"] = "Dinas Baru"
    assert len(accept(connection, "Petugas", people)) == 1
    accept(connection, "OPD", [*rows_of("OPD"), {"Singkatan": "Dinas Baru"}])
    assert accept(connection, "Petugas", people) == []
    assert load(connection).staff[3].agencies == ("Dinas Baru",)


def test_a_role_at_an_agency_needs_an_agency(connection: Connection) -> None:
    rows = rows_of("Petugas")
    rows[1]["Peran"] = "Admin OPD"
    (problem,) = accept(connection, "Petugas", rows)
    assert (problem.column, problem.sentence) == ("OPD", "Peran Admin OPD memerlukan OPD.")


def test_a_deputy_stands_in_between_the_dates(connection: Connection) -> None:
    rows = rows_of("Petugas")
    rows[0] |= {"Pengganti": "Tim.Kota@contoh.test", "Dari": 46350, "Sampai": "26/11/2026"}
    assert accept(connection, "Petugas", rows) == []
    person = load(connection).staff[0]
    days = [date(2026, 11, day) for day in (23, 24, 26, 27)]
    assert [bool(person.deputy_on(day)) for day in days] == [False, True, True, False]
    rows[0]["Sampai"] = "20/11/2026"
    (problem,) = accept(connection, "Petugas", rows)
    assert problem.column == "Sampai"


def test_hours_are_read_as_fractions_or_text(connection: Connection) -> None:
    rows: Rows = [
        {"Hari": "Senin", "Mulai": 0.3125, "Selesai": "12.00"},
        {"Hari": "Senin", "Mulai": "13:00", "Selesai": "24.00", "Berlaku Dari": 46350},
    ]
    assert accept(connection, "Jam Layanan", rows) == []
    morning, afternoon = load(connection).service_blocks
    assert (morning.start, morning.end) == (time(7, 30), time(12))
    assert (afternoon.end, afternoon.valid_from) == (time(0), date(2026, 11, 24))


def test_a_target_of_a_category_has_a_unit(connection: Connection) -> None:
    rows = rows_of("Kategori")
    rows[0]["Target"], rows[1]["Target"] = 3, "90 menit"
    assert accept(connection, "Kategori", rows) == []
    first, second = load(connection).categories[:2]
    assert first.target == Limit(3, Unit.WORKING_DAY, Hours.SERVICE)
    assert second.target == Limit(90, Unit.MINUTE, Hours.SERVICE)


def test_a_reworded_reply_is_in_force_and_an_unknown_placeholder_is_refused(
    connection: Connection,
) -> None:
    rows = rows_of("Templat Balasan")
    good = rows[0]["Teks"] = "{sapaan}, No. {nomor} masih kurang {kurang}"
    assert accept(connection, "Templat Balasan", rows) == []
    rows[0]["Teks"] = "{sapaan}, No. {nomor} {nomer} masih kurang {kurang}"
    (problem,) = accept(connection, "Templat Balasan", rows)
    assert problem.sentence == "Isian {nomer} tidak dikenal; mungkin {nomor}."
    assert load(connection).templates["minta_kelengkapan"] == good


def test_a_template_or_preference_without_a_row_keeps_the_program_s_own(
    connection: Connection,
) -> None:
    accept(connection, "Templat Balasan", rows_of("Templat Balasan")[1:])
    accept(connection, "Pengaturan", [{"Kunci": "Nama Layanan", "Nilai": "Lapor Ajib"}])
    found = load(connection)
    assert "{kurang}" in found.templates["minta_kelengkapan"]
    assert found.preferences.service_name == "Lapor Ajib"
    assert found.preferences.emergency_number == "112"


def test_an_optional_reply_may_be_switched_off(connection: Connection) -> None:
    rows = rows_of("Templat Balasan")
    row = next(row for row in rows if row["Kunci"] == "panggilan")
    row["Teks"] = ""
    assert accept(connection, "Templat Balasan", rows) == []
    assert load(connection).templates["panggilan"] == ""


def test_a_block_holds_until_the_end_of_its_day(connection: Connection) -> None:
    rows: Rows = [
        {"Chat": "0812 3456 7890", "Alasan": "spam", "Sampai": "24/11/2026", "Oleh": "Ani"},
        {"Chat": "123456789@lid"},
    ]
    assert accept(connection, "Blokir", rows) == []
    found = load(connection)
    assert found.blocked["6281234567890@c.us"] == Block("spam", date(2026, 11, 24), "Ani")
    assert found.is_blocked("6281234567890@c.us", date(2026, 11, 24))
    assert not found.is_blocked("6281234567890@c.us", date(2026, 11, 25))
    assert found.is_blocked("123456789@lid", date(2030, 1, 1))


def test_an_agency_is_found_by_any_of_its_names(connection: Connection) -> None:
    found = load(connection)
    names = ("Dinhub", "dishub", "DINAS PERHUBUNGAN ")
    assert {agency.short for name in names if (agency := found.agency(name))} == {"Dinhub"}
    assert found.agency("Dinas Rahasia") is None
