"""The same phones as WAHA shows them: lists, ids that the caller chooses, files, hidden numbers."""

from __future__ import annotations

import base64
from collections.abc import Callable
from typing import Any

import pytest
import requests

from tests.sandbox.gateway import WARGA, Gateway, eventually

Ask = Callable[..., requests.Response]
LID = "160958311837878@lid"
FILE = {"mimetype": "image/jpeg", "filename": "a.jpg", "data": base64.b64encode(b"isi").decode()}


@pytest.fixture
def ask(gateway: Gateway) -> Ask:
    def send(verb: str, path: str, **options: Any) -> requests.Response:
        headers = options.pop("headers", {"X-Api-Key": "sandbox"})
        url = f"{gateway.base}/api/{path}"
        return gateway.session.request(verb, url, headers=headers, timeout=10, **options)

    return send


def listed(ask: Ask, chat: str = "all", **query: object) -> Any:
    return ask("GET", f"default/chats/{chat}/messages", params={"limit": 100, **query}).json()


def said(ask: Ask, text: str = "Terima kasih", **more: object) -> requests.Response:
    return ask(
        "POST",
        "sendText",
        json={"session": "default", "chatId": WARGA, "text": text, **more},
    )


def test_a_message_is_listed_with_its_chat_and_content(gateway: Gateway, ask: Ask) -> None:
    message_id = gateway.write("Jalan rusak")
    (found,) = listed(ask)
    assert found["id"] == f"false_{WARGA}_{message_id}"
    assert (found["from"], found["fromMe"], found["body"]) == (WARGA, False, "Jalan rusak")
    assert found["_data"]["Message"] == {"conversation": "Jalan rusak"}
    assert found["_data"]["Info"]["PushName"] == "Siti"


def test_lists_are_cut_sorted_and_filtered(gateway: Gateway, ask: Ask) -> None:
    for minute in range(3):
        gateway.write(f"pesan {minute}", timestamp=1_700_000_000 + 60 * minute)
    said(ask)
    newest = [one["body"] for one in listed(ask)]
    assert newest == ["Terima kasih", "pesan 2", "pesan 1", "pesan 0"]
    query = {"sortOrder": "asc", "filter.fromMe": "false", "filter.timestamp.gte": 1_700_000_060}
    assert [one["body"] for one in listed(ask, **query)] == ["pesan 1", "pesan 2"]
    assert [one["body"] for one in listed(ask, **query, offset=1)] == ["pesan 2"]
    assert [one["body"] for one in listed(ask, WARGA, **{"filter.fromMe": "true"})] == [newest[0]]


def test_what_is_no_message_is_left_out_after_the_page_was_cut(gateway: Gateway, ask: Ask) -> None:
    first = gateway.write("Jalan rusak")
    gateway.write("", typeMessage="reactionMessage", reaction="👍", quotedMessageId=first)
    gateway.write("ralat", typeMessage="editedMessage", stanzaId=first)
    assert [one["body"] for one in listed(ask)] == ["Jalan rusak"]
    assert listed(ask, limit=2) == []


def test_a_text_leaves_at_once_under_the_callers_id(gateway: Gateway, ask: Ask) -> None:
    answer = said(ask, id="3EB0AAAA")
    assert (answer.status_code, answer.json()["id"]) == (201, f"true_{WARGA}_3EB0AAAA")
    assert [bubble["idMessage"] for bubble in gateway.chat()] == ["3EB0AAAA"]
    found = ask("GET", "default/chats/all/messages/3EB0AAAA").json()
    assert (found["source"], found["fromMe"], found["ackName"]) == ("api", True, "SERVER")
    eventually(lambda: listed(ask)[0]["ackName"] == "READ")


def test_the_same_id_twice_is_one_bubble_that_counts_its_copies(gateway: Gateway, ask: Ask) -> None:
    for _ in range(2):
        assert said(ask, id="3EB0AAAA").status_code == 201
    (bubble,) = gateway.chat()
    assert bubble["copies"] == 2


def test_a_quote_names_the_message_it_answers(gateway: Gateway, ask: Ask) -> None:
    asked = gateway.write("Jalan rusak")
    said(ask, reply_to=f"false_{WARGA}_{asked}")
    assert gateway.chat()[-1]["quotedMessageId"] == asked
    assert listed(ask)[0]["replyTo"]["id"] == asked


def test_a_file_is_shown_where_its_message_says_until_its_time_is_over(
    gateway: Gateway, ask: Ask
) -> None:
    body = {"session": "default", "chatId": WARGA, "file": FILE, "caption": "Selesai", "id": "3EB1"}
    assert ask("POST", "sendImage", json=body).status_code == 201
    assert listed(ask, downloadMedia="false")[0]["media"] is None
    media = ask("GET", "default/chats/all/messages/3EB1").json()["media"]
    path = media["url"].partition("/api/")[2]
    assert (ask("GET", path).content, media["filename"]) == (b"isi", "a.jpg")
    assert ask("GET", path, headers={}).status_code == 401
    gateway.control("POST", "clock", {"advance_s": 200})
    assert ask("GET", path).status_code == 404


def test_the_number_behind_a_hidden_id_is_told_when_it_is_known(gateway: Gateway, ask: Ask) -> None:
    gateway.write(chatId=LID)
    assert ask("GET", f"default/lids/{LID}").json() == {"lid": LID, "pn": None}
    gateway.control("POST", "lids", {"lid": LID, "pn": WARGA})
    assert ask("GET", f"default/lids/{LID}").json()["pn"] == WARGA
    said(ask)
    assert [bubble["direction"] for bubble in gateway.chat(LID)] == ["in", "out"]


@pytest.mark.parametrize(
    ("state", "status"),
    [("notAuthorized", "SCAN_QR_CODE"), ("starting", "STARTING"), ("blocked", "FAILED")],
)
def test_a_session_that_does_not_work_sends_and_lists_nothing(
    gateway: Gateway, ask: Ask, state: str, status: str
) -> None:
    gateway.control("POST", "state", {"stateInstance": state})
    assert ask("GET", "sessions/default").json()["status"] == status
    for answer in (said(ask), ask("GET", "default/chats/all/messages")):
        assert (answer.status_code, answer.json()["status"]) == (422, status)
    assert gateway.chat() == []


@pytest.mark.parametrize(
    ("verb", "path", "status"),
    [
        ("GET", "default/chats/overview", 404),
        ("GET", "sendText", 404),
        ("GET", "sessions/lain", 404),
        ("GET", "default/chats/all/messages/TIDAKADA", 404),
        ("GET", "default/chats/all/messages?limit=banyak", 400),
        ("POST", "sendText", 400),
    ],
)
def test_what_is_unknown_or_wrong_is_never_an_empty_success(
    ask: Ask, verb: str, path: str, status: int
) -> None:
    answer = ask(verb, path, json={} if verb == "POST" else None)
    assert (answer.status_code, answer.json()["statusCode"]) == (status, status)


def test_a_wrong_key_is_refused(ask: Ask) -> None:
    answer = ask("GET", "sessions/default", headers={"X-Api-Key": "salah"})
    assert (answer.status_code, answer.json()["message"]) == (401, "Unauthorized")


def test_faults_answer_as_waha_does(gateway: Gateway, ask: Ask) -> None:
    gateway.fault(kind="status", match="sendText", status=500, count=1)
    assert said(ask).json()["statusCode"] == 500
    gateway.fault(kind="own_id", match="sendText", count=1)
    assert "3EB0AAAA" not in said(ask, id="3EB0AAAA").json()["id"]


def test_calls_are_counted_by_what_is_asked_for(gateway: Gateway, ask: Ask) -> None:
    said(ask)
    listed(ask)
    counts = gateway.control("GET", "calls?user=waha")["by_endpoint"]
    assert counts == {"POST sendText": 1, "GET messages": 1}
