"""How people ask for secrecy, row by row of docs/messages-in.md, and what then happens."""

from __future__ import annotations

from pathlib import Path

import pytest

from desk import confidence
from tests.desk.writing import LAMP, Street

PAGE = Path(__file__).parents[2] / "docs" / "messages-in.md"
HEAD = "| They write | Secret |"


def lines() -> list[tuple[str, str]]:
    table = PAGE.read_text("utf-8").split(HEAD)[1].split("\n\n")[0].splitlines()[2:]
    rows = [line.strip("|").split(" | ") for line in table]
    return [(said.strip(), secret.strip()) for said, secret in rows]


TABLE = lines()


def test_the_table_is_long_enough_to_trust() -> None:
    assert sum(secret == "ya" for _, secret in TABLE) >= 30
    assert sum(secret == "–" for _, secret in TABLE) >= 30


@pytest.mark.parametrize(("said", "secret"), TABLE, ids=[said for said, _ in TABLE])
def test_who_asks_for_secrecy_is_understood(said: str, secret: str) -> None:
    assert confidence.asked(said) is (secret == "ya")
    assert confidence.asked(f"{said}?") is (secret == "ya")


@pytest.mark.parametrize(
    "said",
    ["mohon nama saya tidak disebut ya pak", "jgn bilang kalau saya yg lapor", "anonim saja"],
)
def test_said_of_a_running_complaint_it_is_the_command(street: Street, said: str) -> None:
    street.writes(LAMP)
    street.wait(hours=3)
    street.writes(said)
    assert street.complaint()["confidential"]
    assert street.templates()[-1] == "rahasia_ok"


def test_between_several_the_story_that_goes_on_is_meant(street: Street) -> None:
    street.writes(LAMP)
    street.wait(days=1)
    street.writes("Sampah menumpuk di depan pasar Banyurip")
    street.wait(minutes=2)
    street.writes("tolong jangan sebut nama saya")
    assert [row["confidential"] for row in street.complaints()] == [False, True]


def test_said_first_it_begins_a_secret_complaint(street: Street) -> None:
    street.writes("mohon rahasiakan nama saya")
    street.wait(minutes=1)
    street.writes("lampu mati di Jl. Mawar")
    assert street.complaint()["confidential"]


def test_a_secret_complaint_is_greeted_as_one(street: Street) -> None:
    street.writes("Tolong rahasiakan nama saya, ada pungli di loket KTP")
    (reply,) = street.replies()
    assert "Pertanyaan" not in reply
    assert "lokasi kejadian" in reply
    assert "nama" not in reply.split("belum disebut:")[1].split("Boleh disertai")[0].split("(")[0]
