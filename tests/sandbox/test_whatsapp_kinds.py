"""Every kind of message that a phone can send, as a notification, in the journal, on the phone."""

import base64
from typing import Any

import pytest
import requests

from tests.sandbox.gateway import WARGA, Gateway, eventually

PHOTO = {"name": "jalan.jpg", "mimeType": "image/jpeg", "data": base64.b64encode(b"JPG").decode()}


def data_of(gateway: Gateway, **body: object) -> Any:
    gateway.write(**body)
    return gateway.take()["messageData"]


def test_a_forwarded_text_with_a_link_is_extended(gateway: Gateway):
    data = data_of(
        gateway, typeMessage="extendedTextMessage", text="lihat https://a.test", isForwarded=True
    )
    assert data["extendedTextMessageData"]["text"] == "lihat https://a.test"
    assert data["extendedTextMessageData"]["isForwarded"] is True


def test_a_text_that_quotes_carries_what_it_quotes(gateway: Gateway):
    first = gateway.write("asal")
    gateway.take()
    data = data_of(gateway, text="balasan", quotedMessageId=first)
    assert data["typeMessage"] == "quotedMessage"
    assert data["extendedTextMessageData"]["text"] == "balasan"
    assert data["extendedTextMessageData"]["stanzaId"] == first
    assert data["quotedMessage"] == {
        "stanzaId": first,
        "participant": WARGA,
        "typeMessage": "textMessage",
        "textMessage": "asal",
    }
    assert gateway.chat()[1]["quotedMessageId"] == first


@pytest.mark.parametrize(
    "kind", ["imageMessage", "videoMessage", "documentMessage", "audioMessage", "stickerMessage"]
)
def test_a_file_can_be_fetched_from_its_address(gateway: Gateway, kind: str):
    data = data_of(gateway, typeMessage=kind, text=None, caption="lubang", file=PHOTO)
    file = data["fileMessageData"]
    assert (file["caption"], file["mimeType"], file["fileName"]) == (
        "lubang",
        "image/jpeg",
        "jalan.jpg",
    )
    fetched = requests.get(file["downloadUrl"], timeout=5)
    assert (fetched.content, fetched.headers["Content-Type"]) == (b"JPG", "image/jpeg")
    assert (
        gateway.chat()[0] | {"text": "lubang", "fileUrl": file["downloadUrl"]} == gateway.chat()[0]
    )


def test_late_media_is_not_found_until_its_time_is_over(gateway: Gateway):
    data = data_of(gateway, typeMessage="imageMessage", text=None, file=PHOTO)
    url = data["fileMessageData"]["downloadUrl"]
    gateway.fault(kind="late_media", for_s=0.3)
    assert requests.get(url, timeout=5).status_code == 404
    eventually(lambda: requests.get(url, timeout=5).ok)


def test_the_address_of_a_file_is_given_again(gateway: Gateway):
    message_id = gateway.write(typeMessage="imageMessage", text=None, file=PHOTO)
    url = gateway.take()["messageData"]["fileMessageData"]["downloadUrl"]
    again = gateway.call("POST", "downloadFile", json={"chatId": WARGA, "idMessage": message_id})
    assert again.json() == {"downloadUrl": url}


def test_a_place_keeps_its_coordinates(gateway: Gateway):
    data = data_of(
        gateway, typeMessage="locationMessage", text=None, latitude=-6.889, longitude=109.675
    )
    place = data["locationMessageData"]
    assert (place["latitude"], place["longitude"]) == (-6.889, 109.675)
    line = gateway.call("GET", "lastIncomingMessages").json()[0]
    assert line["location"]["latitude"] == -6.889


def test_contacts_arrive_with_their_cards(gateway: Gateway):
    one = data_of(gateway, typeMessage="contactMessage", text=None, displayName="Budi", vcard="V")
    assert one["contactMessageData"] == {"displayName": "Budi", "vcard": "V"}
    cards = [{"displayName": "Budi", "vcard": "V"}]
    many = data_of(gateway, typeMessage="contactsArrayMessage", text=None, contacts=cards)
    assert many["contacts"] == cards


def test_a_reaction_points_at_its_message_and_shows_on_it(gateway: Gateway):
    first = gateway.write("asal")
    gateway.take()
    data = data_of(
        gateway, typeMessage="reactionMessage", text=None, reaction="👍", quotedMessageId=first
    )
    assert data["extendedTextMessageData"] == {"text": "👍"}
    assert data["quotedMessage"]["stanzaId"] == first
    assert gateway.chat()[0]["reactions"] == [{"sender": WARGA, "text": "👍"}]


def test_an_edit_names_the_original_and_changes_it_on_the_phone(gateway: Gateway):
    first = gateway.write("jalan rusk")
    gateway.take()
    edited = gateway.write("jalan rusak", typeMessage="editedMessage", stanzaId=first)
    body = gateway.take()
    assert body["idMessage"] == edited
    assert body["messageData"]["editedMessageData"] == {
        "textMessage": "jalan rusak",
        "stanzaId": first,
    }
    assert [(b["text"], b["edited"]) for b in gateway.chat()] == [("jalan rusak", True)]


def test_a_deletion_names_the_original_and_empties_it_on_the_phone(gateway: Gateway):
    first = gateway.write("salah kirim")
    gateway.take()
    data = data_of(gateway, typeMessage="deletedMessage", text=None, stanzaId=first)
    assert data["deletedMessageData"] == {"stanzaId": first}
    assert [(b["text"], b["deleted"]) for b in gateway.chat()] == [("", True)]


def test_an_unknown_kind_keeps_what_was_injected(gateway: Gateway):
    poll = {"name": "Setuju?", "options": [{"optionName": "ya"}]}
    data = data_of(gateway, typeMessage="pollMessage", text=None, pollMessageData=poll)
    assert data == {"typeMessage": "pollMessage", "pollMessageData": poll}


def test_a_call_is_notified_and_leaves_no_message(gateway: Gateway):
    call_id = gateway.write(typeMessage="incomingCall", text=None, status="missed")
    body = gateway.take()
    assert (body["typeWebhook"], body["from"]) == ("incomingCall", WARGA)
    assert (body["status"], body["idMessage"]) == ("missed", call_id)
    assert gateway.chat() == []


def test_what_staff_type_on_the_desks_phone_is_outgoing(gateway: Gateway):
    gateway.write("kami cek", typeWebhook="outgoingMessageReceived")
    body = gateway.take()
    assert body["typeWebhook"] == "outgoingMessageReceived"
    assert body["senderData"]["sender"] == "6281111111111@c.us"
    assert body["senderData"]["chatId"] == WARGA
    assert [(b["direction"], b["text"]) for b in gateway.chat()] == [("out", "kami cek")]
    line = gateway.call("GET", "lastOutgoingMessages").json()[0]
    assert (line["sendByApi"], line["textMessage"]) == (False, "kami cek")


@pytest.mark.parametrize(
    "chat",
    ["120363000000000001@g.us", "status@broadcast", "120650379300963@lid", "12036312@newsletter"],
)
def test_groups_stories_and_hidden_numbers_arrive_under_their_own_chat(gateway: Gateway, chat: str):
    gateway.write(chatId=chat, sender=WARGA)
    assert gateway.take()["senderData"]["chatId"] == chat
    assert [c["chatId"] for c in gateway.control("GET", "chats")] == [chat]


def test_texts_that_mark_an_error_and_long_texts_with_emoji_pass_unchanged(gateway: Gateway):
    for text in ("{{SWE001}}", "{{SWE003}}", "=1+2", "😀" * 20_000, "baris\r\nbaru\t\x01"):
        assert data_of(gateway, text=text)["textMessageData"]["textMessage"] == text


@pytest.mark.parametrize(
    ("body", "sentence"),
    [
        ({"chatId": "siti"}, "'chatId' must look like"),
        ({"chatId": None}, "'chatId' is needed"),
        ({"typeMessage": None}, "'typeMessage' is needed"),
        ({"text": None}, "A textMessage needs 'text'"),
        ({"text": 7}, "'text' has the wrong type"),
        ({"txet": "a"}, "'txet' is not a field"),
        ({"chatId": "120363000000000001@g.us"}, "A message in a group needs 'sender'"),
        ({"typeMessage": "imageMessage"}, "A imageMessage needs 'file'"),
        ({"typeMessage": "imageMessage", "file": {"name": "a"}}, "'file' needs 'mimeType'"),
        (
            {"typeMessage": "imageMessage", "file": {**PHOTO, "data": "?"}},
            "'data' of 'file' must be base64",
        ),
        ({"typeWebhook": "deviceInfo"}, "'typeWebhook' must be one of"),
    ],
)
def test_an_injection_that_makes_no_sense_is_refused(gateway: Gateway, body, sentence):
    good = {"chatId": WARGA, "senderName": "S", "typeMessage": "textMessage", "text": "a"}
    answer = gateway.control("POST", "inbound", {**good, **body})
    assert sentence in answer["error"]
    assert gateway.waiting() == 0
