"""Whatever anybody sends: it is kept whole, a person sees it, and nothing ever raises."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from desk.incoming import Attachment, Kind
from desk.journal import Journal
from desk.schema import inbox
from tests.conftest import MONDAY, open_desk
from tests.desk.writing import PHOTO, Street

LONG = "panjang sekali " * 1400


@pytest.mark.parametrize(
    "text",
    [
        LONG,
        '=IMPORTXML("http://x","//a")',
        "+62 812",
        "081234567890",
        "@SUM(1)",
        "مرحبا بكم في الشارع",
        "<script>alert(1)</script>",
        "{nomor} {jawaban} %s {}",
        "\u202eterbalik",
        "a" * 20_000,
        "1. " * 6_000,
        " \t" * 9_000 + "x",
    ],
)
def test_a_strange_text_is_a_complaint_kept_word_for_word(street: Street, text: str) -> None:
    street.writes(text)
    assert street.kept()[0]["body"] == text
    assert street.complaint()["body"] == text.strip()
    assert len(street.replies()) == 1


@pytest.mark.parametrize("text", ["", "   \n", "🙏🙏🙏", "...", "?"])
def test_a_text_that_says_nothing_gets_the_guide(street: Street, text: str) -> None:
    street.writes(text)
    assert street.templates() == ["panduan"]
    assert len(street.kept()) == 1


def test_nul_and_lone_surrogates_are_kept_readable(street: Street) -> None:
    street.writes("jalan\x00rusak \ud800 parah")
    assert street.complaint()["body"] == "jalan\ufffdrusak \ufffd parah"


def test_a_hidden_id_is_answered_and_never_taken_for_a_phone(street: Street) -> None:
    street.writes("jalan rusak", chat_id="160958311837878@lid")
    assert street.complaint()["phone"] == ""
    assert len(street.replies("160958311837878@lid")) == 1


@pytest.mark.parametrize("kind", [Kind.OTHER, Kind.CONTACT, Kind.AUDIO, Kind.VIDEO])
def test_a_message_without_words_is_a_complaint_that_people_look_at(
    street: Street, kind: Kind
) -> None:
    street.writes(kind=kind)
    assert street.complaint()["body"].startswith("(")
    assert street.kept()[0]["kind"] == kind.value


@pytest.mark.parametrize("days", [-20_000, -400, 400])
def test_a_wrong_clock_at_the_gateway_harms_nothing(street: Street, days: int) -> None:
    street.writes("jalan rusak", at=street.now + timedelta(days=days))
    assert street.complaint()["received_at"] == street.now


def test_a_place_nowhere_harms_nothing(street: Street) -> None:
    street.writes(kind=Kind.LOCATION, latitude=float("nan"), longitude=float("inf"))
    assert street.complaint()["location"] == ""


def test_an_attachment_with_an_impossible_name_is_kept(street: Street) -> None:
    file = Attachment("http://127.0.0.1:9/x", "../../\x00etc\ud800/passwd" + "x" * 5000, "a/b")
    street.writes("jalan rusak", attachment=file)
    assert street.media()[0]["state"] == "waiting"


ANYTHING = st.text(st.characters(codec=None), max_size=80)


@settings(max_examples=60, deadline=None, suppress_health_check=list(HealthCheck))
@given(
    text=ANYTHING | st.sampled_from(["cek", "belum", "batal", "4", "halo", "kebakaran", "KTP"]),
    kind=st.sampled_from(list(Kind)),
    about=st.sampled_from(["", "IN1", "FUZZ0"]),
    name=ANYTHING,
)
def test_no_message_is_ever_parked(
    fuzzed: Street, text: str, kind: Kind, about: str, name: str
) -> None:
    number = len(fuzzed.rows(inbox))
    file = Attachment("http://127.0.0.1:9/f", name) if kind is Kind.IMAGE else None
    fuzzed.writes(
        text,
        kind=kind,
        id=f"FUZZ{number}",
        about_id=about,
        quoted_id=about,
        quoted_text=name,
        attachment=file or (PHOTO if kind is Kind.VIDEO else None),
    )
    fuzzed.wait(minutes=3)
    assert {row["state"] for row in fuzzed.rows(inbox)} == {"done"}


@pytest.fixture
def fuzzed(sqlite_journal: Journal, tmp_path: Path) -> Street:
    """One street for all examples: the chat's history grows with them."""
    return Street(open_desk(sqlite_journal, tmp_path, MONDAY), datetime.now(UTC))
