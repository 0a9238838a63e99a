"""WAHA's messages (engine GOWS) in the words of `desk.incoming`.

Shapes: https://waha.devlike.pro/docs/how-to/receive-messages/. A notification is what a webhook
would bring, made of what the lists of messages show: {"event", "payload", "number"?}.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from datetime import datetime
from typing import Any

from desk.incoming import (
    Attachment,
    Chat,
    Delivery,
    Echo,
    Ignored,
    Incoming,
    Kind,
    News,
    Receipt,
)
from workers.gateways.fields import degrees, moment, phone_of

GATEWAY = "waha"
MESSAGE, ACK = "message", "message.ack"
Body = Mapping[str, Any]

DEVICE = re.compile(r":\d+(?=@)")
FULL_NAME = re.compile(r"^FN[^:]*:(.*)$", re.MULTILINE)

#: By the one field of the engine's message that carries its content.
KINDS = {
    "conversation": Kind.TEXT,
    "extendedTextMessage": Kind.TEXT,
    "imageMessage": Kind.IMAGE,
    "videoMessage": Kind.VIDEO,
    "ptvMessage": Kind.VIDEO,
    "documentMessage": Kind.DOCUMENT,
    "audioMessage": Kind.AUDIO,
    "stickerMessage": Kind.STICKER,
    "lottieStickerMessage": Kind.STICKER,
    "locationMessage": Kind.LOCATION,
    "liveLocationMessage": Kind.LOCATION,
    "contactMessage": Kind.CONTACT,
    "contactsArrayMessage": Kind.CONTACT,
}
#: These hold another message.
WRAPPERS = frozenset(
    ("ephemeralMessage", "viewOnceMessage", "viewOnceMessageV2", "viewOnceMessageV2Extension")
) | {"documentWithCaptionMessage", "deviceSentMessage"}
#: These stand beside the content.
BESIDE = frozenset(("messageContextInfo", "senderKeyDistributionMessage"))
ACKS = {
    -1: Delivery.FAILED,
    1: Delivery.SENT,
    2: Delivery.DELIVERED,
    3: Delivery.READ,
    4: Delivery.READ,  # listened to
}
NOT_SENT = "tidak dapat disampaikan WhatsApp"


def raw_id(whole: str) -> str:
    """WhatsApp's own id of a message: the chat before it may be told in two ways."""
    parts = whole.split("_")
    return parts[2] if len(parts) > 2 else whole


def address(given: object) -> str:
    """A chat or person as the desk knows it: without a device, an account as `@c.us`."""
    return DEVICE.sub("", str(given or "")).replace("@s.whatsapp.net", "@c.us")


def chat_of(payload: Body) -> str:
    """The chat of a message in either direction. Raises ValueError when its id names none."""
    parts = str(payload["id"]).split("_")
    if len(parts) < 3 or "@" not in parts[1]:
        raise ValueError("message id")
    return address(parts[1])


def told_chat(payload: Body) -> str:
    """The same of any line: "" when its id names none, which `read` will complain of."""
    try:
        return chat_of(payload)
    except (KeyError, TypeError, ValueError):
        return ""


def file_name(payload: Body) -> str:
    """Name of the file that a message carries, where it has one: pictures have none."""
    return str(_content(payload)[1].get("fileName") or "")


def number_of(payload: Body) -> str:
    """The number behind a hidden chat id, where the engine says it beside the message; else ""."""
    info = (payload.get("_data") or {}).get("Info") or {}
    theirs = "RecipientAlt" if payload.get("fromMe") else "SenderAlt"
    found = address(info.get(theirs))
    return found if phone_of(found) else ""


def notifications(
    payload: Body, number: str, *, now: datetime
) -> Iterator[tuple[str, dict[str, Any]]]:
    """(key, notification) of all that one line of a list tells; the key is the same each time.

    Lists say how far a message is, not since when: that is `now`, at most.
    """
    message_id = raw_id(str(payload.get("id")))
    yield f"{MESSAGE}:{message_id}", {"event": MESSAGE, "payload": payload, "number": number}
    reached = payload.get("ack")
    if not payload.get("fromMe") or not isinstance(reached, int):
        return
    for ack in ACKS:
        if ack == reached or 0 < ack <= reached:
            news = {"id": payload.get("id"), "timestamp": int(now.timestamp()), "ack": ack}
            yield f"{ACK}:{message_id}:{ack}", {"event": ACK, "payload": news}


def read(body: Body) -> News:
    """Raises KeyError, TypeError or ValueError on a malformed notification of a known kind."""
    reader = READERS.get(str(body.get("event")))
    return reader(body) if reader else Ignored(f"event {body.get('event')}")


def _message(body: Body) -> News:
    payload = body["payload"]
    return _echo(payload, body) if payload.get("fromMe") else _incoming(payload, body)


def _incoming(payload: Body, body: Body) -> News:
    told, number = chat_of(payload), str(body.get("number") or "")
    hidden = told.endswith("@lid") and bool(number)
    chat_id = number if hidden else told
    name, content = _content(payload)
    kind = KINDS.get(name, Kind.OTHER)
    place = payload.get("location") or {}
    info = (payload.get("_data") or {}).get("Info") or {}
    return Incoming(
        gateway=GATEWAY,
        id=raw_id(str(payload["id"])),
        at=moment(payload),
        chat_id=chat_id,
        also=told if hidden else "",
        chat=_chat(chat_id),
        kind=kind,
        sender_id=address(payload.get("participant")) or chat_id,
        sender_name=str(info.get("PushName") or ""),
        phone=phone_of(chat_id),
        text=_text(payload, content, place),
        attachment=_attachment(payload, content),
        latitude=degrees(place.get("latitude")),
        longitude=degrees(place.get("longitude")),
        **_quote(payload),
        forwarded=bool((content.get("contextInfo") or {}).get("isForwarded")),
        raw=dict(body),
    )


def _content(payload: Body) -> tuple[str, Body]:
    """(name, content) of the field that carries what the sender wrote or attached."""
    message = (payload.get("_data") or {}).get("Message") or {}
    found = sorted(message.keys() - BESIDE, key=lambda name: name not in KINDS)
    if not found:
        return "conversation" if payload.get("body") and not payload.get("hasMedia") else "", {}
    part = message[found[0]]
    inner = part.get("message") if isinstance(part, Mapping) else None
    if found[0] in WRAPPERS and isinstance(inner, Mapping):
        return _content({"_data": {"Message": inner}})
    return found[0], part if isinstance(part, Mapping) else {}


def _text(payload: Body, content: Body, place: Body) -> str:
    if payload.get("body"):
        return str(payload["body"])
    if place:
        named = ", ".join(str(place[name]) for name in ("name", "address") if place.get(name))
        return named or f"{place.get('latitude')}, {place.get('longitude')}"
    people = content.get("contacts") or [content]
    names = [str(person.get("displayName") or "") for person in people if "displayName" in person]
    cards = "\n".join(str(card) for card in payload.get("vCards") or [])
    return ", ".join(names or (name.strip() for name in FULL_NAME.findall(cards)))


def _attachment(payload: Body, content: Body) -> Attachment | None:
    """Its address is asked for when it is fetched: WAHA shows a file for three minutes only."""
    if not payload.get("hasMedia"):
        return None
    media = payload.get("media") or {}
    return Attachment(
        url="",
        name=str(content.get("fileName") or media.get("filename") or ""),
        mime=str(content.get("mimetype") or media.get("mimetype") or ""),
    )


def _quote(payload: Body) -> dict[str, str]:
    quote = payload.get("replyTo") or {}
    found = raw_id(str(quote.get("id") or ""))
    return {"quoted_id": found, "quoted_text": str(quote.get("body") or "")}


def _chat(chat_id: str) -> Chat:
    if chat_id.endswith("@g.us"):
        return Chat.GROUP
    return Chat.PERSON if chat_id.endswith(("@c.us", "@lid")) else Chat.BROADCAST


def _echo(payload: Body, body: Body) -> News:
    told, number = chat_of(payload), str(body.get("number") or "")
    name, content = _content(payload)
    return Echo(
        gateway=GATEWAY,
        id=raw_id(str(payload["id"])),
        at=moment(payload),
        chat_id=number if told.endswith("@lid") and number else told,
        text=_text(payload, content, payload.get("location") or {}),
        by_api=payload.get("source") == "api",
        kind=KINDS.get(name, Kind.OTHER),
        attachment=_attachment(payload, content),
    )


def _receipt(body: Body) -> News:
    payload = body["payload"]
    delivery = ACKS[int(payload["ack"])]
    return Receipt(
        gateway=GATEWAY,
        id=raw_id(str(payload["id"])),
        chat_id=chat_of(payload),
        at=moment(payload),
        delivery=delivery,
        reason=NOT_SENT if delivery is Delivery.FAILED else "",
    )


READERS: Mapping[str, Callable[[Body], News]] = {MESSAGE: _message, ACK: _receipt}
