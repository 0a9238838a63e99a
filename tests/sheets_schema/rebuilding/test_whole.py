"""The journal is lost; what stands in the Sheet makes it again (DESIGN "Rebuild")."""

from __future__ import annotations

from sqlalchemy import select

from desk import remade
from desk.acting import act
from desk.incoming import Echo
from desk.journal import Journal
from desk.media import Upload
from desk.outbox import NEEDS_PERSON, State, claim
from desk.schema import counters, media
from desk.settling import uncertain_ones
from sop.model import Field
from tests.conftest import SITI, person
from tests.desk.writing import GATEWAY, PHOTO, Street, quotable
from tests.sheets_schema.rebuilding.conftest import Again
from tests.sheets_schema.rebuilding.equal import differences
from tests.sheets_schema.rebuilding.story import RAHMA, Story, photo


def test_a_rebuilt_journal_equals_the_lost_one(told: Story, either: Journal, again: Again) -> None:
    again(either)
    assert differences(told.desk.journal, either) == {}


def test_a_photo_whose_fingerprint_is_hidden_is_found_again(
    story: Story, empty: Journal, again: Again
) -> None:
    story.street.writes("Lampu jalan mati di Jl. Veteran", attachment=PHOTO)
    story.fetch(photo())
    story.do(story.latest(), "Rahasia")
    story.sync(3)
    (file,) = story.street.media()
    assert file["sha256"] not in str(story.office.rows("Percakapan") + story.office.rows("Riwayat"))
    again(empty)
    with empty.read() as connection:
        found = connection.execute(select(media.c.sha256, media.c.path)).one()
    assert tuple(found) == (file["sha256"], file["path"])


def test_photos_of_a_confidential_follow_up_leave_for_the_sheet_only_sealed(
    story: Story, empty: Journal, again: Again
) -> None:
    story.street.writes("Lampu jalan mati di Jl. Veteran")
    number = story.latest()
    story.do(number, "Teruskan ke OPD", agency="Dinhub")
    story.do(number, "Terima dan Teruskan ke Tim OPD", by_agency=True)
    done, photos = {Field.FOLLOW_UP: "Diganti"}, [Upload("bukti.jpg", photo())]
    act(
        story.desk,
        story.agency,
        number,
        "Selesai Ditindaklanjuti",
        values=done,
        photos=photos,
        now=story.street.now,
    )
    story.sync()
    (file,) = story.street.media()
    assert file["sha256"] in str(story.office.rows("Riwayat"))
    story.do(number, "Rahasia")
    story.sync(3)
    assert file["sha256"] not in str(story.office.rows("Riwayat"))
    again(empty)
    with empty.read() as connection:
        (found,) = connection.execute(select(media)).mappings()
    assert [found[name] for name in ("id", "sha256", "name")] == [
        file["id"],
        file["sha256"],
        "bukti.jpg",
    ]


def test_after_a_rebuild_a_pass_finds_nothing_to_change(
    told: Story, empty: Journal, again: Again
) -> None:
    after, _ = again(empty)
    told.office.stand_in.forget_calls()
    shown = {tab: told.office.rows(tab) for tab in ("Aduan", "Riwayat", "Percakapan")}
    outcome = after.passes(3)
    assert outcome.backlog == 0
    assert told.office.stand_in.calls()["writes"] == 0
    assert shown == {tab: told.office.rows(tab) for tab in shown}


def test_nothing_that_may_have_left_is_sent_again(
    story: Story, empty: Journal, again: Again
) -> None:
    story.street.writes("Lampu jalan mati di Jl. Veteran")
    story.sync()  # its reply is still queued
    after, result = again(empty)
    assert result.held == 1
    (held,) = after.sent(story.latest())
    assert (held["state"], held["error"]) == (State.UNKNOWN, NEEDS_PERSON)
    assert claim(after.desk, now=after.now, most=10) == []
    assert uncertain_ones(after.desk, older_than=after.now) == []


def test_what_the_gateway_says_it_sent_settles_a_held_message(
    story: Story, empty: Journal, again: Again
) -> None:
    story.street.writes("Lampu jalan mati di Jl. Veteran")
    story.sync()
    (queued,) = story.office.sent(story.latest())
    echo = Echo(GATEWAY, "OUT1", story.street.now, SITI, queued["body"], by_api=True)
    after, _ = again(empty, sent=[echo])
    (settled,) = after.sent(story.latest())
    assert (settled["state"], settled["gateway_id"]) == (State.ACCEPTED, "OUT1")
    assert after.did(story.latest())[-1] == "Balasan Otomatis"


def test_numbers_go_on_far_above_all_that_the_sheet_and_the_gateway_know(
    told: Story, empty: Journal, again: Again
) -> None:
    words = "Terima kasih. Nomor aduan: ALADIN-2026-00321."
    echo = Echo(GATEWAY, "OUT9", told.street.now, SITI, words, by_api=True)
    after, result = again(empty, sent=[echo])
    assert result.lost == ["ALADIN-2026-00321"]
    assert after.complain() == "ALADIN-2026-00422"
    with empty.read() as connection:
        found = connection.execute(select(counters.c.name, counters.c.value)).all()
    assert sorted(found) == [("ALADIN-2024", 102), ("ALADIN-2026", 422)]


def test_the_citizens_next_message_comes_to_the_same_complaint(
    told: Story, empty: Journal, again: Again
) -> None:
    after, _ = again(empty)
    street = Street(after.desk, after.now)
    street.writes("apakah sudah ditindaklanjuti?", quoted_id="OUT00001")
    street.writes("tambahan: di lantai dua", chat_id=RAHMA, quoted_text="ALADIN-2026-00003")
    assert len(street.complaints()) == len(told.street.complaints())
    assert [row["number"] for row in street.kept()[-2:]] == [
        "ALADIN-2026-00001",
        "ALADIN-2026-00003",
    ]


def test_a_notification_that_the_gateway_hands_out_again_is_known(
    told: Story, empty: Journal, again: Again
) -> None:
    after, _ = again(empty)
    street = Street(after.desk, after.now)
    known = told.street.kept()
    for row in known:
        street.writes(row["body"], chat_id=row["chat_id"], id=row["gateway_id"], at=row["at"])
    assert len(street.kept()) == len(known)


def test_a_complaint_that_waits_for_its_citizen_goes_on_where_it_stopped(
    story: Story, empty: Journal, again: Again
) -> None:
    story.street.writes("Ada jalan rusak")
    number = story.latest()
    story.do(number, "Minta Kelengkapan", reason="lokasi")
    story.deliver()
    story.sync()
    after, _ = again(empty)
    Street(after.desk, after.now).writes("Lokasi: Jl. Bahagia 5")
    found, lost = after.complaint(number), story.office.complaint(number)
    assert found["state"] == "Baru"
    assert found["clock_used"] == lost["clock_used"]


def test_without_the_key_a_confidential_citizen_stays_masked(
    told: Story, empty: Journal, again: Again
) -> None:
    after, result = again(empty, media_key="")
    row = after.complaint("ALADIN-2026-00003")
    assert (row["name"], row["chat_id"], result.masked) == ("(rahasia)", "", 1)
    told.office.stand_in.forget_calls()
    after.passes(2)
    assert told.office.stand_in.calls()["writes"] == 0


def test_what_somebody_typed_while_the_journal_was_lost_is_an_edit_like_any_other(
    told: Story, empty: Journal, again: Again
) -> None:
    told.office.type("ALADIN-2026-00004", Status="Tutup", Alasan_Tutup="Spam")
    after, _ = again(empty)
    assert after.complaint("ALADIN-2026-00004")["state"] == "Baru"
    after.passes(2)
    after.later(seconds=70)
    after.passes(2)
    assert after.complaint("ALADIN-2026-00004")["close_reason"] == "Spam"


def test_a_complaint_whose_row_is_gone_comes_back_from_its_history(
    told: Story, empty: Journal, again: Again
) -> None:
    told.office.stand_in.delete_row("Aduan", told.office.place("ALADIN-2026-00001"))
    after, _ = again(empty)
    after.passes(2)
    assert "Lampu jalan" in after.row("ALADIN-2026-00001")["Isi Aduan"]
    assert after.complaint("ALADIN-2026-00001")["state"] == "Hasil Terkirim"


def test_a_rebuild_that_fails_leaves_an_empty_journal(
    told: Story, empty: Journal, again: Again
) -> None:
    header = told.office.stand_in.values("Riwayat")[0]
    assert header[0] == "ID"
    told.office.stand_in.worker_type("Riwayat", "A1", "Nomor")
    try:
        again(empty)
    except Exception as problem:
        assert "Tab Riwayat: judul kolom ID" in str(problem)
    finally:
        told.office.stand_in.worker_type("Riwayat", "A1", "ID")
    with empty.read() as connection:
        assert remade.is_empty(connection)


def test_acting_goes_on_after_a_rebuild(told: Story, empty: Journal, again: Again) -> None:
    after, _ = again(empty)
    admin = person(after.desk, "Admin Kota")
    values = {Field.REASON: "belum menyala"}
    act(after.desk, admin, "ALADIN-2026-00001", "Buka Kembali", values=values, now=after.now)
    after.passes(3)
    assert after.row("ALADIN-2026-00001")["Status"] == "Diproses OPD"


def test_a_restored_journal_takes_in_what_the_sheet_knows_better(
    story: Story, empty: Journal, again: Again
) -> None:
    story._answered()
    story.sync(3)
    again(empty)  # as a backup of this moment would be
    story.do("ALADIN-2026-00001", "Tutup", close_reason="Dicabut Pelapor")
    story.street.writes("Sampah di Pasar Grogolan", chat_id=RAHMA)
    story.deliver()
    story.sync(3)
    again(empty)
    assert differences(story.desk.journal, empty) == {}


def test_a_step_that_was_taken_back_has_not_ended_after_a_rebuild_either(
    story: Story, empty: Journal, again: Again
) -> None:
    desk, street = story.desk, story.street
    street.writes("Lampu jalan mati di Jl. Veteran")
    number = story.latest()
    handed = {Field.AGENCY: "Dinhub"}
    act(desk, person(desk, "Admin Kota"), number, "Teruskan ke OPD", values=handed, now=street.now)
    known = desk.reference().person(person(desk, "Admin OPD", "Dinhub").id)
    assert known is not None
    chat = f"{known.phone}@c.us"
    for text in ("terima", "batal"):
        story.sync()
        quoted = quotable(desk, chat)
        street.writes(text, chat_id=chat, phone=known.phone, quoted_id=quoted)
    story.sync()
    after, _ = again(empty)
    told = [
        [(event["action"], event["step"], event["on_time"]) for event in office.events(number)]
        for office in (story.office, after)
    ]
    assert told[0] == told[1] and told[0][-2:] == [
        ("Terima dan Teruskan ke Tim OPD", "", None),
        ("Batal", "", None),
    ]
