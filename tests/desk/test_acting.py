"""Acting on a complaint: who may, what follows, and that it is one transaction."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest
from sqlalchemy import select

from desk import schema
from desk.acting import act, act_in
from desk.actors import Actor, citizen
from desk.context import Desk
from desk.previewing import preview
from desk.problems import Changed, NotFound, Refused
from desk.recording import find, open_complaint
from sop.model import Field
from sop.workflow import NotAllowed
from tests.conftest import SITI


@pytest.fixture
def number(desk: Desk, now: datetime) -> str:
    """A complaint of Siti by WhatsApp, just arrived."""
    fields = {
        "gateway": "green_api",
        "chat_id": SITI,
        "body": "Lampu jalan di Jl. Hayam Wuruk mati sejak Senin",
        "location": "Jl. Hayam Wuruk",
    }
    with desk.journal.write() as connection:
        return str(open_complaint(connection, desk, fields, now=now)["number"])


def row_of(desk: Desk, number: str) -> dict[str, object]:
    with desk.journal.read() as connection:
        return find(connection, number)


def sent_to(desk: Desk, chat_id: str) -> list[str]:
    with desk.journal.read() as connection:
        query = select(schema.messages.c.body).where(schema.messages.c.chat_id == chat_id)
        return list(connection.execute(query.order_by(schema.messages.c.id)).scalars())


def events_of(desk: Desk, number: str) -> list[dict[str, object]]:
    with desk.journal.read() as connection:
        query = select(schema.events).where(schema.events.c.number == number)
        rows = connection.execute(query.order_by(schema.events.c.id)).mappings()
        return [dict(row) for row in rows]


def hand_to_dinhub(desk: Desk, admin: Actor, number: str, now: datetime) -> None:
    act(desk, admin, number, "Teruskan ke OPD", values={Field.AGENCY: "Dinhub"}, now=now)


def test_a_new_complaint_has_a_number_a_state_and_a_running_clock(
    desk: Desk, number: str, now: datetime
) -> None:
    row = row_of(desk, number)
    assert number == "ALADIN-2026-00001"
    assert (row["state"], row["step"]) == ("Baru", "A4")
    assert row["due_at"] == now + timedelta(minutes=30)


def test_handing_over_tells_the_opd_and_the_citizen(
    desk: Desk, admin: Actor, agency_admin: Actor, number: str, now: datetime
) -> None:
    hand_to_dinhub(desk, admin, number, now)
    row = row_of(desk, number)
    assert (row["state"], row["agency"], row["kind"]) == ("Diteruskan ke OPD", "Dinhub", "Teknis")
    assert "Dinas Perhubungan" in sent_to(desk, SITI)[0]
    phone = next(p.phone for p in desk.reference().staff if p.email == agency_admin.id)
    assert f"DISPOSISI {number}" in sent_to(desk, f"{phone}@c.us")[0]


def test_a_kind_that_was_chosen_is_kept(
    desk: Desk, admin: Actor, number: str, now: datetime
) -> None:
    values = {Field.AGENCY: "Dinhub", Field.KIND: "Teknis"}
    act(desk, admin, number, "Teruskan ke OPD", values=values, now=now)
    assert row_of(desk, number)["kind"] == "Teknis"


def test_an_alias_of_an_opd_is_understood(
    desk: Desk, admin: Actor, number: str, now: datetime
) -> None:
    act(desk, admin, number, "Teruskan ke OPD", values={Field.AGENCY: "dishub"}, now=now)
    assert row_of(desk, number)["agency"] == "Dinhub"


def test_the_event_keeps_the_limit_then_in_force(
    desk: Desk, admin: Actor, number: str, now: datetime
) -> None:
    hand_to_dinhub(desk, admin, number, now + timedelta(minutes=12))
    event = events_of(desk, number)[-1]
    assert (event["step"], event["minutes"], event["on_time"]) == ("A4", 12.0, True)
    assert event["due_at"] == now + timedelta(minutes=30)


def test_a_step_that_took_too_long_is_late(
    desk: Desk, admin: Actor, number: str, now: datetime
) -> None:
    hand_to_dinhub(desk, admin, number, now + timedelta(minutes=31))
    assert events_of(desk, number)[-1]["on_time"] is False


def test_the_clock_rests_while_the_citizen_completes(
    desk: Desk, admin: Actor, number: str, now: datetime
) -> None:
    asked = now + timedelta(minutes=10)
    act(desk, admin, number, "Minta Kelengkapan", values={Field.REASON: "alamat"}, now=asked)
    assert row_of(desk, number)["due_at"] is None
    back = now + timedelta(hours=3)
    act(desk, citizen(desk.sop), number, "Kelengkapan Diterima", now=back)
    row = row_of(desk, number)
    assert (row["state"], row["due_at"]) == ("Baru", back + timedelta(minutes=20))


def test_a_missing_input_is_named_and_nothing_changes(
    desk: Desk, admin: Actor, number: str, now: datetime
) -> None:
    with pytest.raises(NotAllowed) as refusal:
        act(desk, admin, number, "Teruskan ke OPD", now=now)
    assert Field.AGENCY in refusal.value.missing
    assert row_of(desk, number)["version"] == 1
    assert sent_to(desk, SITI) == []


def test_an_unknown_opd_is_refused_in_one_sentence(
    desk: Desk, admin: Actor, number: str, now: datetime
) -> None:
    with pytest.raises(Refused, match="Dinas Sihir"):
        act(desk, admin, number, "Teruskan ke OPD", values={Field.AGENCY: "Dinas Sihir"}, now=now)


def test_another_opd_does_not_even_see_the_complaint(
    desk: Desk, admin: Actor, number: str, now: datetime
) -> None:
    hand_to_dinhub(desk, admin, number, now)
    stranger = next(
        person
        for person in desk.reference().staff
        if "Admin OPD" in person.roles and "Dinhub" not in person.agencies
    )
    actor = Actor(stranger.email, stranger.name, stranger.roles, stranger.agencies)
    with pytest.raises(NotFound):
        act(desk, actor, number, "Terima dan Teruskan ke Tim OPD", now=now)


def test_a_forged_role_is_of_no_use(
    desk: Desk, agency_admin: Actor, number: str, now: datetime
) -> None:
    forged = Actor(agency_admin.id, agency_admin.name, ("Admin Kota",), ("Dinhub",))
    with pytest.raises(NotFound):
        hand_to_dinhub(desk, forged, number, now)


def test_a_leader_reads_but_does_not_act(
    desk: Desk, leader: Actor, number: str, now: datetime
) -> None:
    with pytest.raises(NotAllowed):
        hand_to_dinhub(desk, leader, number, now)


def test_a_stranger_is_refused(desk: Desk, number: str, now: datetime) -> None:
    with pytest.raises(NotFound):
        hand_to_dinhub(desk, Actor("x@contoh.test", "X", ("Admin Kota",)), number, now)


def test_who_acts_on_an_old_version_is_told_who_was_faster(
    desk: Desk, admin: Actor, city_team: Actor, number: str, now: datetime
) -> None:
    hand_to_dinhub(desk, city_team, number, now)
    values = {Field.ANSWER: "Sudah diperbaiki."}
    with pytest.raises(Changed, match=rf"{city_team.name} \(Teruskan ke OPD, Sen, 23 Nov"):
        act(desk, admin, number, "Jawab Langsung", values=values, expected_version=1, now=now)


def test_the_preview_is_what_the_citizen_gets(
    desk: Desk, admin: Actor, number: str, now: datetime
) -> None:
    values = {Field.ANSWER: "Kantor buka pukul 07.30."}
    shown = preview(desk, admin, number, "Jawab Langsung", values=values, now=now)
    act(desk, admin, number, "Jawab Langsung", values=values, now=now)
    assert [one.text for one in shown] == sent_to(desk, SITI)


def test_the_whole_way_from_baru_to_selesai(
    desk: Desk, admin: Actor, agency_admin: Actor, agency_team: Actor, number: str, now: datetime
) -> None:
    hand_to_dinhub(desk, admin, number, now)
    act(desk, agency_admin, number, "Terima dan Teruskan ke Tim OPD", now=now)
    done = {Field.FOLLOW_UP: "Lampu diganti."}
    act(desk, agency_team, number, "Selesai Ditindaklanjuti", values=done, now=now)
    act(desk, admin, number, "Kirim Hasil", now=now)
    act(desk, admin, number, "Selesai", now=now)
    row = row_of(desk, number)
    assert (row["state"], row["close_reason"]) == ("Selesai", "Ditindaklanjuti")
    assert any("Lampu diganti." in text for text in sent_to(desk, SITI))


def test_a_follow_up_without_a_photo_says_so(
    desk: Desk, admin: Actor, agency_admin: Actor, number: str, now: datetime
) -> None:
    hand_to_dinhub(desk, admin, number, now)
    act(desk, agency_admin, number, "Terima dan Teruskan ke Tim OPD", now=now)
    done = {Field.FOLLOW_UP: "Lampu diganti."}
    act(desk, agency_admin, number, "Selesai Ditindaklanjuti", values=done, now=now)
    assert "tidak dilampirkan" in str(events_of(desk, number)[-1]["note"])


def test_what_would_not_fit_into_one_message_is_refused(
    desk: Desk, admin: Actor, number: str, now: datetime
) -> None:
    with pytest.raises(Refused, match="16.000"):
        act(desk, admin, number, "Jawab Langsung", values={Field.ANSWER: "x" * 16_001}, now=now)


def test_the_longest_answer_fits_into_one_message_of_the_gateway(
    desk: Desk, admin: Actor, number: str, now: datetime
) -> None:
    answer = {Field.ANSWER: "x" * 16_000}
    (letter,) = preview(desk, admin, number, "Jawab Langsung", values=answer, now=now)
    assert len(letter.text) < 20_000


def test_the_wait_for_ctrl_z_is_nobodys_lateness(
    desk: Desk, admin: Actor, number: str, now: datetime
) -> None:
    typed, carried_out = now + timedelta(minutes=29), now + timedelta(minutes=31)
    with desk.journal.write() as connection:
        act_in(
            connection,
            desk,
            admin,
            number,
            action="Teruskan ke OPD",
            values={Field.AGENCY: "Dinhub"},
            now=carried_out,
            acted_at=typed,
        )
    assert events_of(desk, number)[-1]["on_time"] is True
    assert row_of(desk, number)["due_at"] == carried_out + timedelta(minutes=5)
