"""Finding a complaint by what somebody half-remembers, the same on both databases."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

import pytest
from sqlalchemy import text, update

from desk import listing, search
from desk.actors import Actor
from desk.context import Desk
from desk.journal import MADE, Journal, remember
from desk.listing import Filters, View
from desk.recording import open_complaint
from desk.schema import complaints
from desk.search_words import Vocabulary, meanings, typed_words
from tests.conftest import SITI

LAMP = "Lampu jalan di Jl. Hayam Wuruk mati sejak Senin"
PHONE = "6281234567890"


def opened(desk: Desk, now: datetime, body: str = LAMP, **fields: Any) -> str:
    row = {"gateway": "green_api", "chat_id": SITI, "body": body, **fields}
    with desk.journal.write() as connection:
        return str(open_complaint(connection, desk, row, now=now)["number"])


def found(desk: Desk, who: Actor, typed: str, now: datetime) -> list[str]:
    filters = Filters(text=typed)
    page = listing.listed(desk, who, View.ALL, now=now, filters=filters)
    assert page.total == len(page.rows) == page.counts[View.ALL]
    return [row["number"] for row in page.rows]


@pytest.fixture
def lamp(desk: Desk, now: datetime) -> str:
    """Siti's lamp among complaints about other things."""
    opened(desk, now, "Pohon tumbang menutup jalan", location="Jl. Gajah Mada", name="Budi")
    number = opened(desk, now, name="Siti Aminah", location="depan SMP 2", phone=PHONE)
    opened(desk, now, "Sampah menumpuk di pasar", district="Pekalongan Utara", name="Rahmat")
    return number


@pytest.mark.parametrize(
    "typed",
    [
        *("2", "ALADIN 2", "aladin-2026-2", "2026-00002", "aladn 2", "#2"),
        *("ALADIN-2026", "aladin 2026-"),
        *("mohon cek ALADIN-2026-00002 ya", "ALADIN-2026-00002"),
        *("081234567890", "+62 812-3456-7890", "7890", "0812"),
        *(
            "lampu hayam wuruk",
            "lampu hayamwuruk",
            "lmapu jln hayam",
            "HAYAM WURUK!",
            "wuruk lampu",
        ),
        *("lamp", "siti aminh", "sity", "depan smp", "lampu padam hayam wuruk", "di jl. hayam"),
    ],
)
def test_what_people_half_remember_is_found(
    desk: Desk, admin: Actor, lamp: str, now: datetime, typed: str
) -> None:
    assert lamp in found(desk, admin, typed, now)


@pytest.mark.parametrize(
    "typed", ["banjir rob", "ALADIN 77", "9999", "%", "' or 1=1 --", '"', "()"]
)
def test_what_is_nowhere_is_not_found(
    desk: Desk, admin: Actor, lamp: str, now: datetime, typed: str
) -> None:
    assert found(desk, admin, typed, now) == []


@pytest.mark.parametrize(
    "typed", ["lampu* OR x", "body : lampu", "lampu & jalan | !", "lampu:*", "100% lampu", "a_b-c"]
)
def test_signs_that_a_database_might_understand_do_no_harm(
    desk: Desk, admin: Actor, lamp: str, now: datetime, typed: str
) -> None:
    found(desk, admin, typed, now)


def test_the_number_comes_first_then_the_word_as_typed_then_what_is_near(
    desk: Desk, admin: Actor, now: datetime
) -> None:
    named = opened(desk, now - timedelta(hours=3), "Jalan rusak")
    typed = opened(desk, now - timedelta(hours=2), "Gang 1 gelap")
    opened(desk, now, "Rumah 11")
    assert found(desk, admin, "1", now) == [named, typed]
    near = opened(desk, now, "Gank gelap")
    assert found(desk, admin, "gang", now) == [typed, near]


def test_a_corrected_text_is_found_by_its_new_words_only(
    desk: Desk, admin: Actor, lamp: str, now: datetime
) -> None:
    with desk.journal.write() as connection:
        changed = update(complaints).where(complaints.c.number == lamp)
        connection.execute(changed.values(body="Rambu roboh", location="Jl. Toba"))
    assert found(desk, admin, "rambu toba", now) == [lamp]
    assert found(desk, admin, "hayam", now) == []


def test_a_forgotten_name_is_gone_from_the_words_that_are_guessed(
    desk: Desk, admin: Actor, lamp: str, now: datetime
) -> None:
    with desk.journal.write() as connection:
        connection.execute(update(complaints).values(name=""))
    with desk.journal.read() as connection:
        words = search.search_index.vocabulary(connection)
    assert "hayam" in words
    assert not {"siti", "aminah", PHONE} & set(words)


def test_a_journal_from_before_the_search_is_taken_in_at_the_next_start(
    desk: Desk, admin: Actor, lamp: str, now: datetime
) -> None:
    older = (
        ["drop trigger search_insert", "drop trigger search_update", "drop trigger search_delete"]
        + ["drop table search_vocabulary", "drop table search_words", "drop table search_rows"]
        + ["drop index complaints_list"]
        if desk.journal.is_sqlite
        else ["alter table complaints drop column search_words"]
    )
    with desk.journal.write() as connection:
        for statement in older:
            connection.execute(text(statement))
        remember(connection, MADE, "of an older program", now=now)
    for _ in range(2):
        Journal(desk.journal.url).create().close()
    assert found(desk, admin, "lmapu hayam", now) == [lamp]
    later = opened(desk, now, "Lampu taman")
    assert found(desk, admin, "taman", now) == [later]


def test_a_page_beyond_the_last_one_of_what_was_found_is_the_last_one(
    desk: Desk, admin: Actor, lamp: str, now: datetime
) -> None:
    filters = Filters(text="lampu")
    page = listing.listed(desk, admin, View.ALL, now=now, filters=filters, page=4)
    assert ([row["number"] for row in page.rows], page.total) == ([lamp], 1)


def test_a_word_may_be_wrong_only_where_nothing_has_them_all_whatever_is_filtered(
    desk: Desk, admin: Actor, lamp: str, now: datetime
) -> None:
    opened(desk, now, "Lampu di Hayam mati", district="Pekalongan Utara")
    filters = Filters(text="lampu hayam wuruk", district="Pekalongan Utara")
    page = listing.listed(desk, admin, View.ALL, now=now, filters=filters)
    assert (page.rows, page.counts[View.ALL]) == ((), 0)
    assert listing.counts(desk, admin, now=now, filters=filters) == page.counts


def test_what_was_found_is_counted_in_every_view(
    desk: Desk, admin: Actor, lamp: str, now: datetime
) -> None:
    later = now + timedelta(hours=1)
    page = listing.listed(desk, admin, View.MINE, now=later, filters=Filters(text="lampu"))
    found = {View.MINE: 1, View.LATE: 1, View.TODAY: 1, View.ALL: 1}
    assert page.counts == dict.fromkeys(View, 0) | found


def test_a_word_newer_than_the_vocabulary_is_found_as_typed(
    desk: Desk, admin: Actor, now: datetime
) -> None:
    for _ in range(2):
        opened(desk, now)
    found(desk, admin, "lampu", now)
    newer = opened(desk, now, "Jembatan ambles")
    assert found(desk, admin, "jembatan", now) == [newer]
    assert found(desk, admin, "jembtan", now + timedelta(minutes=11)) == [newer]


def test_the_places_where_it_was_found_are_marked(
    desk: Desk, admin: Actor, lamp: str, now: datetime
) -> None:
    filters = Filters(text="lmapu hayamwuruk")
    page = listing.listed(desk, admin, View.ALL, now=now, filters=filters)
    pieces = list(search.marked(page.search, LAMP))
    assert "".join(piece for piece, _ in pieces) == LAMP
    assert [piece for piece, hit in pieces if hit] == ["Lampu", "Hayam", "Wuruk"]


# --- words alone

VOCABULARY = Vocabulary.of({"lampu": 9, "lampau": 1, "hayam": 5, "wuruk": 5, "rob": 2, "robot": 1})


@pytest.mark.parametrize(
    ("typed", "near"),
    [
        ("lmapu", ("lampu",)),
        ("lampu", ("lampau",)),
        ("rop", ()),
        ("h4yam", ()),
        ("hayamm", ("hayam",)),
    ],
)
def test_the_longer_a_word_the_more_may_be_wrong_with_it(typed: str, near: tuple[str, ...]) -> None:
    assert VOCABULARY.near(typed) == near


def test_words_in_the_way_of_an_address_are_left_out_when_others_are_left() -> None:
    assert typed_words("Jl. Hayam Wuruk No. 5") == ("hayam", "wuruk", "5")
    assert typed_words("jl") == ("jl",)


def test_two_words_typed_as_one_and_one_as_two() -> None:
    (one,) = meanings("hayamwuruk", VOCABULARY)
    assert one.parts == ("hayam", "wuruk")
    joined = Vocabulary.of({"hayamwuruk": 1})
    assert all("hayamwuruk" in word.near for word in meanings("hayam wuruk", joined))
