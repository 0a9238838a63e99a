"""A photo that was there before, from the Sheet: Status waits for Alasan, else it is put back."""

from __future__ import annotations

from desk.acting import act
from desk.media import Upload
from sop.model import Field
from tests.conftest import person
from tests.desk.evidence.snapshots import jpeg, scene
from tests.sheets_schema.clerk import hold, note
from tests.sheets_schema.office import Office

REASON = "Bukti diperiksa: dua lampu pada satu tiang"


def finished(office: Office) -> str:
    """A complaint whose follow-up has the photo of scene 1."""
    desk, now, number = office.desk, office.now, office.complain()
    give = {Field.AGENCY: "Dinhub"}
    act(desk, person(desk, "Admin Kota"), number, "Teruskan ke OPD", values=give, now=now)
    agency = person(desk, "Admin OPD", "Dinhub")
    act(desk, agency, number, "Terima dan Teruskan ke Tim OPD", now=now)
    team, done = person(desk, "Tim Pengaduan OPD", "Dinhub"), {Field.FOLLOW_UP: "Sudah menyala"}
    photos = [Upload("a.jpg", jpeg(scene(1)))]
    act(desk, team, number, "Selesai Ditindaklanjuti", values=done, photos=photos, now=now)
    return number


def test_catatan_sistem_asks_for_a_reason_and_the_status_is_put_back_without(
    office: Office,
) -> None:
    first, second = finished(office), finished(office)
    office.passes(2)
    assert first in note(office, second)
    office.type(second, Status="Hasil Terkirim", Alasan="lanjut")
    office.passes(3)
    assert "Bukti diperiksa: alasan" in note(office, second)
    office.later(minutes=3)
    office.passes(2)
    assert office.complaint(second)["state"] == "Ditindaklanjuti"
    assert office.row(second)["Status"] == "Ditindaklanjuti"


def test_with_the_reason_in_alasan_it_is_sent_and_riwayat_has_it(office: Office) -> None:
    _, second = finished(office), finished(office)
    office.passes(2)
    office.type(second, Status="Hasil Terkirim", Alasan=REASON)
    office.passes(3)
    hold(office)
    assert office.complaint(second)["state"] == "Hasil Terkirim"
    (row,) = [one for one in office.rows("Riwayat") if one["Tindakan"] == "Kirim Hasil"]
    assert REASON in row["Catatan"]
    assert "tidak dipakai" not in note(office, second)
