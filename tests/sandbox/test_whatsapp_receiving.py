"""The notification queue: order, redelivery, acknowledgement, long poll, faults."""

import threading
import time
from pathlib import Path

import pytest
import requests

from sandbox import web
from sandbox.whatsapp.app import create
from tests.sandbox.gateway import API, WARGA, Gateway, eventually


def test_the_head_is_handed_out_again_until_it_is_deleted(gateway: Gateway):
    first, second = gateway.write("satu"), gateway.write("dua")
    head = gateway.receive()
    assert gateway.receive() == head
    assert head["body"]["idMessage"] == first
    assert gateway.acknowledge(head["receiptId"]) == {"result": True, "reason": ""}
    assert gateway.receive()["body"]["idMessage"] == second


def test_deleting_what_is_gone_or_not_the_head_says_so(gateway: Gateway):
    gateway.write()
    receipt = gateway.receive()["receiptId"]
    assert gateway.acknowledge(receipt + 1)["result"] is False
    assert gateway.acknowledge(receipt)["result"] is True
    assert gateway.acknowledge(receipt)["result"] is False
    assert gateway.call("DELETE", "deleteNotification", "/abc").json()["result"] is False


def test_a_text_arrives_in_the_vendors_envelope(gateway: Gateway):
    message_id = gateway.write("Lampu mati")
    body = gateway.take()
    assert body["typeWebhook"] == "incomingMessageReceived"
    assert body["instanceData"] == {
        "idInstance": 1101000001,
        "wid": "6281111111111@c.us",
        "typeInstance": "whatsapp",
    }
    assert abs(body["timestamp"] - time.time()) < 60
    assert body["idMessage"] == message_id
    assert message_id == message_id.upper() and int(message_id, 16)
    assert body["senderData"] == {
        "chatId": WARGA,
        "sender": WARGA,
        "chatName": "Siti",
        "senderName": "Siti",
        "senderContactName": "",
    }
    assert body["messageData"] == {
        "typeMessage": "textMessage",
        "textMessageData": {"textMessage": "Lampu mati"},
    }


def test_a_waiting_receive_returns_as_soon_as_something_arrives(gateway: Gateway):
    answers: list[object] = []
    polling = threading.Thread(target=lambda: answers.append(Gateway(gateway.base).take()))
    started = time.monotonic()
    polling.start()
    eventually(lambda: "GET receiveNotification" in gateway.control("GET", "calls")["by_endpoint"])
    gateway.write("tiba")
    polling.join(10)
    assert len(answers) == 1
    assert time.monotonic() - started < 5


@pytest.mark.parametrize("timeout", ["4", "61", "x", "-5"])
def test_a_receive_timeout_out_of_range_is_refused(gateway: Gateway, timeout: str):
    answer = gateway.call("GET", "receiveNotification", params={"receiveTimeout": timeout})
    assert answer.status_code == 400
    assert "'receiveTimeout'" in answer.json()["message"]


def test_notifications_and_queued_messages_are_kept_for_a_day(gateway: Gateway):
    gateway.control("POST", "state", {"stateInstance": "notAuthorized"})
    gateway.take()
    gateway.write("lama")
    gateway.send("lama")
    gateway.control("POST", "clock", {"advance_s": 23 * 3600})
    assert gateway.waiting() == 1
    gateway.control("POST", "clock", {"advance_s": 2 * 3600})
    new = gateway.write("baru")
    assert gateway.receive()["body"]["idMessage"] == new
    assert eventually(lambda: gateway.call("GET", "showMessagesQueue").json() == [])


def test_with_a_webhook_address_receive_answers_null_after_its_timeout(gateway: Gateway):
    gateway.call("POST", "setSettings", json={"webhookUrl": "https://contoh.test/hook"})
    gateway.write()
    answer = gateway.call("GET", "receiveNotification", params={"receiveTimeout": 5})
    assert answer.text == "null"
    assert answer.elapsed.total_seconds() >= 5
    gateway.call("POST", "setSettings", json={"webhookUrl": ""})
    assert gateway.take()["typeWebhook"] == "incomingMessageReceived"


def test_a_muted_kind_of_notification_does_not_enter_the_queue(gateway: Gateway):
    gateway.call("POST", "setSettings", json={"incomingWebhook": "no"})
    gateway.write("tidak diberitahukan")
    assert gateway.waiting() == 0
    assert gateway.chat()[0]["text"] == "tidak diberitahukan"


def test_duplicate_delivers_an_acknowledged_notification_once_more(gateway: Gateway):
    gateway.fault(kind="duplicate", count=1)
    gateway.write()
    first = gateway.receive()
    gateway.acknowledge(first["receiptId"])
    second = gateway.receive()
    assert second["body"] == first["body"]
    assert second["receiptId"] != first["receiptId"]
    gateway.acknowledge(second["receiptId"])
    assert gateway.waiting() == 0


def test_duplicate_without_a_count_ends_because_copies_are_not_copied(gateway: Gateway):
    gateway.fault(kind="duplicate")
    gateway.write()
    gateway.take()
    gateway.take()
    assert gateway.waiting() == 0


def test_lost_ack_deletes_and_loses_the_answer(gateway: Gateway):
    gateway.fault(kind="lost_ack", count=1)
    gateway.write()
    receipt = gateway.receive()["receiptId"]
    with pytest.raises(requests.ConnectionError):
        gateway.acknowledge(receipt)
    assert gateway.waiting() == 0
    assert gateway.acknowledge(receipt)["result"] is False


def test_journal_only_keeps_a_message_out_of_the_queue(gateway: Gateway):
    gateway.fault(kind="journal_only", count=1)
    missed, seen = gateway.write("terlewat"), gateway.write("terlihat")
    assert gateway.take()["idMessage"] == seen
    assert gateway.waiting() == 0
    journal = gateway.call("GET", "lastIncomingMessages").json()
    assert [line["idMessage"] for line in journal] == [seen, missed]


def test_a_cut_receive_leaves_the_notification_in_the_queue(gateway: Gateway):
    gateway.write()
    gateway.fault(kind="cut_after", match="receiveNotification", count=1)
    with pytest.raises(requests.ConnectionError):
        gateway.receive()
    assert gateway.receive()["body"]["typeWebhook"] == "incomingMessageReceived"


def test_a_list_of_messages_is_taken_in_whole_or_not_at_all(gateway: Gateway):
    one = {"chatId": WARGA, "senderName": "S", "typeMessage": "textMessage", "text": "a"}
    ids = gateway.control("POST", "inbound", [one, {**one, "text": "b"}])
    assert [gateway.take()["idMessage"] for _ in range(2)] == ids
    refused = gateway.control("POST", "inbound", [one, {**one, "chatId": "siti"}])
    assert "'chatId' must look like" in refused["error"]
    assert gateway.waiting() == 0


def test_calls_are_counted_by_method(gateway: Gateway):
    gateway.control("DELETE", "calls")
    gateway.write()
    gateway.take()
    assert gateway.control("GET", "calls?user=1101000001") == {
        "reads": 1,
        "writes": 1,
        "by_endpoint": {"GET receiveNotification": 1, "DELETE deleteNotification": 1},
    }


def test_the_rate_limits_are_in_force_unless_switched_off(tmp_path: Path):
    with web.running(create(tmp_path)) as base:
        limited = Gateway(base)
        codes = [limited.call("GET", "getStateInstance").status_code for _ in range(2)]
        assert codes == [200, 429]
        assert requests.get(f"{base}{API}/getSettings/sandbox", timeout=5).ok
        eventually(lambda: limited.call("GET", "getStateInstance").ok)
