"""Sending: strict bodies, the paced queue, echo and statuses, faults around accepting."""

import pytest
import requests

from tests.sandbox.gateway import API, WARGA, Gateway, eventually


def statuses(gateway: Gateway, message_id: str, wanted: int) -> list[str]:
    """The statuses told about a message, in order, once there are `wanted` of them."""
    told: list[str] = []
    while len(told) < wanted:
        body = gateway.take()
        if body["typeWebhook"] == "outgoingMessageStatus" and body["idMessage"] == message_id:
            told.append(body["status"])
    return told


def test_a_sent_text_is_echoed_and_then_sent_delivered_and_read(gateway: Gateway):
    message_id = gateway.send("No. Aduan ALADIN-2026-00042")
    echo = gateway.take()
    assert (echo["typeWebhook"], echo["idMessage"]) == ("outgoingAPIMessageReceived", message_id)
    assert echo["senderData"]["chatId"] == WARGA
    text = echo["messageData"]["textMessageData"]["textMessage"]
    assert text == "No. Aduan ALADIN-2026-00042"
    assert statuses(gateway, message_id, 3) == ["sent", "delivered", "read"]


def test_a_text_with_a_link_comes_back_as_an_extended_one(gateway: Gateway):
    gateway.send("lihat https://contoh.test")
    assert gateway.take()["messageData"]["typeMessage"] == "extendedTextMessage"
    line = gateway.call("GET", "lastOutgoingMessages").json()[0]
    assert line["extendedTextMessage"]["text"] == "lihat https://contoh.test"
    assert "textMessage" not in line


def test_one_message_leaves_per_delay_and_only_a_left_one_is_on_the_phone(gateway: Gateway):
    gateway.call("POST", "setSettings", json={"delaySendMessagesMilliseconds": 600_000})
    first, second = gateway.send("satu"), gateway.send("dua")
    eventually(lambda: gateway.chat())
    assert [bubble["idMessage"] for bubble in gateway.chat()] == [first]
    assert gateway.call("GET", "getMessagesCount").json() == {"count": 1}
    assert gateway.call("GET", "showMessagesQueue").json() == [
        {
            "messageID": second,
            "type": "sendMessage",
            "body": {"chatId": WARGA, "message": "dua"},
        }
    ]
    gateway.call("POST", "setSettings", json={"delaySendMessagesMilliseconds": 500})
    eventually(lambda: len(gateway.chat()) == 2)


def test_nothing_leaves_while_the_number_is_not_authorized(gateway: Gateway):
    gateway.control("POST", "state", {"stateInstance": "notAuthorized"})
    assert gateway.take()["stateInstance"] == "notAuthorized"
    assert gateway.call("GET", "getStateInstance").json() == {"stateInstance": "notAuthorized"}
    gateway.send()
    gateway.control("POST", "clock", {"advance_s": 60})
    assert gateway.call("GET", "getMessagesCount").json() == {"count": 1}
    assert gateway.chat() == []
    gateway.control("POST", "state", {"stateInstance": "authorized"})
    eventually(lambda: gateway.chat())


def test_a_starting_instance_refuses_to_send(gateway: Gateway):
    gateway.control("POST", "state", {"stateInstance": "starting"})
    answer = gateway.call("POST", "sendMessage", json={"chatId": WARGA, "message": "a"})
    assert answer.status_code == 400
    assert answer.json()["message"] == "instance in starting process try later"


@pytest.mark.parametrize(
    ("chat", "course"),
    [
        ("6280000000901@c.us", ["noAccount"]),
        ("6280000000902@c.us", ["failed"]),
        ("120363000000000905@g.us", ["notInGroup"]),
    ],
)
def test_a_magic_number_has_its_known_outcome(gateway: Gateway, chat: str, course: list[str]):
    gateway.call("POST", "setSettings", json={"outgoingAPIMessageWebhook": "no"})
    message_id = gateway.send(chat=chat)
    body = gateway.take()
    assert (body["idMessage"], body["status"]) == (message_id, course[0])
    assert body["description"]
    assert gateway.chat(chat) == []
    line = gateway.call("GET", "lastOutgoingMessages").json()[0]
    assert line["statusMessage"] == course[0]


def test_a_number_without_account_is_not_echoed_and_is_known_beforehand(gateway: Gateway):
    gateway.send(chat="6280000000901@c.us")
    assert gateway.take()["typeWebhook"] == "outgoingMessageStatus"
    ask = {"phoneNumber": 6280000000901}
    assert gateway.call("POST", "checkWhatsapp", json=ask).json() == {"existsWhatsapp": False}
    known = gateway.call("POST", "checkWhatsapp", json={"phoneNumber": 6281234567890}).json()
    assert known == {"existsWhatsapp": True, "chatId": WARGA}


@pytest.mark.parametrize(
    ("body", "detail"),
    [
        ({"message": "a"}, "'chatId' is required"),
        ({"chatId": WARGA}, "'message' is required"),
        ({"chatId": WARGA, "message": ""}, "'message' is not allowed to be empty"),
        ({"chatId": WARGA, "message": 5}, "'message' must be a string"),
        ({"chatId": WARGA, "message": "a", "id": "x"}, "'id' is not allowed"),
        (
            {"chatId": "08123", "message": "a"},
            "'chatId' must be one of the next formats: 'phone_number@c.us' or 'group_id@g.us'",
        ),
        (
            {"chatId": WARGA, "message": "x" * 20_001},
            "'message' length must be less than or equal to 20000 characters long",
        ),
        (
            {"chatId": WARGA, "message": "a", "typingTime": 10},
            "'typingTime' must be greater than or equal to 1000",
        ),
    ],
)
def test_a_body_that_is_not_exactly_right_is_refused(gateway: Gateway, body, detail):
    answer = gateway.call("POST", "sendMessage", json=body)
    assert answer.status_code == 400
    assert answer.json()["message"] == f"Validation failed. Details: {detail}"
    assert gateway.call("GET", "getMessagesCount").json() == {"count": 0}


def test_a_body_that_is_not_json_is_refused(gateway: Gateway):
    answer = gateway.call("POST", "sendMessage", data=b"{x}")
    assert answer.json()["message"] == "Unexpected token x in JSON at position 1"
    half = b'{"chatId": "6281234567890@c.us", "message": "\\ud800"}'
    for raw in (b"\xff\xfe", b"", b"[]", half):
        assert gateway.call("POST", "sendMessage", data=raw).status_code == 400


@pytest.mark.parametrize(
    ("path", "status"),
    [
        ("/waInstance1/getStateInstance/sandbox", 403),
        (f"{API}/getStateInstance/salah", 401),
        (f"{API}/sendCarrierPigeon/sandbox", 404),
        ("/lain", 404),
    ],
)
def test_a_wrong_instance_token_or_method_has_its_own_code(gateway, path, status):
    assert requests.get(gateway.base + path, timeout=5).status_code == status


def test_an_uploaded_file_reaches_the_phone_with_its_caption(gateway: Gateway):
    fields = {"chatId": WARGA, "caption": "hasil"}
    files = {"file": ("hasil.jpg", b"FOTO", "image/jpeg")}
    sent = gateway.call("POST", "sendFileByUpload", data=fields, files=files).json()
    bubble = eventually(lambda: gateway.chat())[0]
    assert (bubble["idMessage"], bubble["text"]) == (sent["idMessage"], "hasil")
    assert bubble["typeMessage"] == "imageMessage"
    assert bubble["fileUrl"] == sent["urlFile"]
    assert requests.get(sent["urlFile"], timeout=5).content == b"FOTO"


def test_an_upload_is_checked_as_strictly_as_a_text(gateway: Gateway):
    files = {"file": ("a.pdf", b"%PDF", "application/pdf")}
    extra = {"chatId": WARGA, "nama": "x"}
    refused = gateway.call("POST", "sendFileByUpload", data=extra, files=files)
    assert refused.json()["message"].endswith("'nama' is not allowed")
    refused = gateway.call("POST", "sendFileByUpload", data={"chatId": WARGA})
    assert refused.json()["message"].endswith("'file' is required")


def test_a_stored_file_can_be_sent_by_its_address(gateway: Gateway):
    headers = {"Content-Type": "application/pdf", "GA-Filename": "surat.pdf"}
    stored = gateway.call("POST", "uploadFile", data=b"%PDF", headers=headers).json()["urlFile"]
    body = {"chatId": WARGA, "urlFile": stored, "fileName": "surat.pdf"}
    gateway.call("POST", "sendFileByUrl", json=body)
    bubble = eventually(lambda: gateway.chat())[0]
    assert (bubble["fileUrl"], bubble["typeMessage"]) == (stored, "documentMessage")


@pytest.mark.parametrize("kind", ["cut_after", "hang_after", "status_after"])
def test_a_message_accepted_without_a_good_answer_is_sent_once(gateway: Gateway, kind: str):
    gateway.fault(
        kind=kind, match="sendMessage", count=1, **{"status_after": {"status": 502}}.get(kind, {})
    )
    with pytest.raises((requests.ConnectionError, requests.ReadTimeout, AssertionError)):
        url = f"{gateway.base}{API}/sendMessage/sandbox"
        answer = requests.post(url, json={"chatId": WARGA, "message": "sekali"}, timeout=0.5)
        assert answer.ok
    eventually(lambda: gateway.chat())
    assert [bubble["text"] for bubble in gateway.chat()] == ["sekali"]


def test_an_exceeded_tariff_has_the_vendors_body_and_sends_nothing(gateway: Gateway):
    gateway.fault(kind="status", match="sendMessage", status=466, count=1)
    answer = gateway.call("POST", "sendMessage", json={"chatId": WARGA, "message": "a"})
    assert answer.status_code == 466
    assert answer.json()["correspondentsStatus"]["status"] == "QUOTE_EXCEEDED"
    assert gateway.call("GET", "getMessagesCount").json() == {"count": 0}


def test_a_slow_answer_lets_the_echo_come_first(gateway: Gateway):
    gateway.fault(kind="slow_answer", match="sendMessage", latency_ms=400, count=1)
    message_id = gateway.send()
    assert gateway.waiting() >= 2
    assert gateway.take()["idMessage"] == message_id


def test_reordered_tells_delivered_before_sent(gateway: Gateway):
    gateway.fault(kind="reordered", count=1)
    message_id = gateway.send()
    assert statuses(gateway, message_id, 3) == ["delivered", "sent", "read"]


def test_settings_are_checked_kept_and_shown(gateway: Gateway):
    for wrong in ({}, {"delaySendMessagesMilliseconds": 499}, {"x": 1}, {"stateWebhook": "ya"}):
        assert gateway.call("POST", "setSettings", json=wrong).status_code == 400
    answer = gateway.call("POST", "setSettings", json={"outgoingWebhook": "no"})
    assert answer.json() == {"saveSettings": True}
    shown = gateway.call("GET", "getSettings").json()
    assert (shown["wid"], shown["outgoingWebhook"]) == ("6281111111111@c.us", "no")


def test_a_chat_can_be_marked_as_read(gateway: Gateway):
    answer = gateway.call("POST", "readChat", json={"chatId": WARGA})
    assert answer.json() == {"setRead": True}
