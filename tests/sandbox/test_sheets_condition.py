"""A file and an account that are not as they should be, and a state that is kept and put back."""

from __future__ import annotations

import base64
import json
import time
from collections.abc import Iterator

import pytest

from tests.sandbox.google import BOOK, Google

DRIVE = "/drive/v3/files/wadul-sandbox"
GRANT = "urn:ietf:params:oauth:grant-type:jwt-bearer"


@pytest.fixture
def spoilt(google: Google) -> Iterator[Google]:
    """A caller whose file may be spoilt: it is sound again afterwards."""
    yield google
    google.call("POST", "/_sandbox/reset")


def spoil(google: Google, **states: object) -> None:
    answer = google.call("POST", "/_sandbox/condition", json=states)
    assert answer.ok, answer.text


@pytest.mark.parametrize(
    ("state", "sheets", "drive"),
    [
        ({"access": "none"}, 403, 404),
        ({"access": "reader"}, 200, 200),
        ({"deleted": True}, 404, 404),
        ({"trashed": True}, 200, 200),
        ({"credentials": "revoked"}, 401, 401),
    ],
)
def test_each_state_has_google_s_own_refusal(
    spoilt: Google, state: dict[str, object], sheets: int, drive: int
) -> None:
    spoil(spoilt, **state)
    assert spoilt.call("GET", BOOK).status_code == sheets
    found = spoilt.call("GET", DRIVE, params={"fields": "trashed"})
    assert found.status_code == drive
    assert found.json().get("trashed", False) is ("trashed" in state)


def test_a_reader_may_not_write_and_other_people_still_may(spoilt: Google) -> None:
    spoil(spoilt, access="reader")
    assert spoilt.batch().status_code == 403
    assert spoilt.as_user("staff:ani@contoh.test").call("GET", BOOK).ok


def test_a_state_that_does_not_exist_is_refused_and_changes_nothing(google: Google) -> None:
    answer = google.call("POST", "/_sandbox/condition", json={"deleted": True, "access": "some"})
    assert answer.status_code == 400 and "access" in answer.text
    assert google.call("GET", BOOK).ok


def ask(google: Google, issued: float) -> tuple[int, dict[str, object]]:
    """A service account asks for a token."""
    claims = base64.urlsafe_b64encode(json.dumps({"iat": issued}).encode()).decode().rstrip("=")
    form = {"grant_type": GRANT, "assertion": f"e30.{claims}.c2ln"}
    answer = google.call("POST", "/token", data=form)
    return answer.status_code, answer.json()


def test_a_service_account_gets_the_worker_s_token(spoilt: Google) -> None:
    status, body = ask(spoilt, time.time())
    assert (status, body["access_token"]) == (200, "worker")
    assert "iat and exp" in str(ask(spoilt, time.time() - 7200)[1])
    spoil(spoilt, credentials="revoked")
    assert ask(spoilt, time.time()) == (
        400,
        {"error": "invalid_grant", "error_description": "Invalid JWT Signature."},
    )


def test_what_was_kept_is_put_back_with_its_tabs_and_cells(spoilt: Google) -> None:
    spoilt.put("Sheet1!A1", [["dulu"]])
    spoilt.call("POST", "/_sandbox/keep")
    spoilt.put("Sheet1!A1", [["kini"]])
    spoilt.done({"addSheet": {"properties": {"title": "Lain"}}})
    assert spoilt.call("POST", "/_sandbox/restore").ok
    assert spoilt.values("Sheet1!A1:A1") == [["dulu"]]
    assert len(spoilt.book()["sheets"]) == 1
