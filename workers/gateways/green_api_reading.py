"""GREEN-API's notifications in the words of `desk.incoming`.

Shapes: https://green-api.com/en/docs/api/receiving/notifications-format/type-webhook/.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Mapping
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
    NumberState,
    Receipt,
)
from workers.gateways.fields import degrees, moment, phone_of

GATEWAY = "green_api"
Body = Mapping[str, Any]

#: What the vendor delivers as text when it has no text (page "common errors").
UNREADABLE = frozenset({"{{SWE001}}", "{{SWE003}}"})

KINDS = {
    "textMessage": Kind.TEXT,
    "extendedTextMessage": Kind.TEXT,
    "quotedMessage": Kind.TEXT,
    "imageMessage": Kind.IMAGE,
    "videoMessage": Kind.VIDEO,
    "documentMessage": Kind.DOCUMENT,
    "audioMessage": Kind.AUDIO,
    "stickerMessage": Kind.STICKER,
    "locationMessage": Kind.LOCATION,
    "contactMessage": Kind.CONTACT,
    "contactsArrayMessage": Kind.CONTACT,
    "reactionMessage": Kind.REACTION,
    "editedMessage": Kind.EDIT,
    "deletedMessage": Kind.DELETION,
}
ABOUT_ANOTHER = frozenset({Kind.REACTION, Kind.EDIT, Kind.DELETION})

DELIVERIES = {
    "sent": Delivery.SENT,
    "delivered": Delivery.DELIVERED,
    "read": Delivery.READ,
    "failed": Delivery.FAILED,
    "noAccount": Delivery.FAILED,
    "notInGroup": Delivery.FAILED,
    "yellowCard": Delivery.FAILED,
}
REASONS = {
    "failed": "tidak dapat disampaikan WhatsApp",
    "noAccount": "nomor ini tidak terdaftar di WhatsApp",
    "notInGroup": "nomor desk bukan anggota grup ini",
    "yellowCard": "pengiriman dibatasi WhatsApp (kartu kuning)",
}


def key(body: Body) -> str:
    """The same for every delivery of the same notification: the receipt id may not be."""
    parts = (body.get("typeWebhook"), body.get("idMessage"), body.get("status"))
    if body.get("idMessage"):
        return ":".join(str(part) for part in parts if part)[:200]
    whole = json.dumps(body, sort_keys=True, ensure_ascii=True)
    return f"{str(parts[0])[:60]}:{hashlib.sha256(whole.encode()).hexdigest()}"


def read(body: Body) -> News:
    """Raises KeyError, TypeError or ValueError on a malformed notification of a known type."""
    reader = READERS.get(str(body.get("typeWebhook")))
    return reader(body) if reader else Ignored(f"typeWebhook {body.get('typeWebhook')}")


def _incoming(body: Body) -> News:
    sender, data = body["senderData"], body["messageData"]
    chat_id, kind = str(sender["chatId"]), _kind(data)
    content = _content(data)
    return Incoming(
        gateway=GATEWAY,
        id=str(body["idMessage"]),
        at=moment(body),
        chat_id=chat_id,
        chat=_chat(chat_id),
        kind=kind,
        sender_id=str(sender.get("sender") or ""),
        sender_name=str(sender.get("senderName") or ""),
        phone=phone_of(chat_id),
        text="" if kind is Kind.UNREADABLE else text_of(data),
        attachment=_attachment(data),
        latitude=degrees(content.get("latitude")),
        longitude=degrees(content.get("longitude")),
        quoted_id="" if kind in ABOUT_ANOTHER else _quoted(data, "stanzaId"),
        quoted_text="" if kind in ABOUT_ANOTHER else _quoted(data, "textMessage", "caption"),
        about_id=_about(data) if kind in ABOUT_ANOTHER else "",
        forwarded=bool(content.get("isForwarded")),
        raw=dict(body),
    )


def _kind(data: Body) -> Kind:
    kind = KINDS.get(str(data.get("typeMessage")), Kind.OTHER)
    if kind is Kind.TEXT and text_of(data).strip() in UNREADABLE:
        return Kind.UNREADABLE
    return kind


def text_of(data: Body) -> str:
    """Text, caption, or a place or person in words, of `messageData`; "" when there is none."""
    content = _content(data)
    for name in ("textMessage", "text", "caption"):
        if content.get(name):
            return str(content[name])
    if "latitude" in content:
        return _place(content)
    if "contacts" in data or "displayName" in content:
        people = data.get("contacts") or [content]
        return ", ".join(str(person.get("displayName") or "") for person in people)
    return ""


def _content(data: Body) -> Body:
    """The one part of `messageData` that carries what the sender wrote or attached."""
    for name, part in data.items():
        if name.endswith("MessageData") and isinstance(part, Mapping):
            return part
    return {}


def _place(content: Body) -> str:
    words = [str(content.get(name) or "") for name in ("nameLocation", "address")]
    named = ", ".join(word for word in words if word)
    return named or f"{content['latitude']}, {content['longitude']}"


def _attachment(data: Body) -> Attachment | None:
    file = data.get("fileMessageData")
    if not file:
        return None
    return Attachment(
        url=str(file.get("downloadUrl") or ""),
        name=str(file.get("fileName") or ""),
        mime=str(file.get("mimeType") or ""),
    )


def _quoted(data: Body, *names: str) -> str:
    quote = data.get("quotedMessage") or {}
    return next((str(quote[name]) for name in names if quote.get(name)), "")


def _about(data: Body) -> str:
    return _quoted(data, "stanzaId") or str(_content(data).get("stanzaId") or "")


def _chat(chat_id: str) -> Chat:
    if chat_id.endswith("@g.us"):
        return Chat.GROUP
    if chat_id.endswith(("@broadcast", "@newsletter")):
        return Chat.BROADCAST
    return Chat.PERSON


def _echo(body: Body) -> News:
    data = body["messageData"]
    kind = _kind(data)
    return Echo(
        gateway=GATEWAY,
        id=str(body["idMessage"]),
        at=moment(body),
        chat_id=str(body["senderData"]["chatId"]),
        text="" if kind is Kind.UNREADABLE else text_of(data),
        by_api=body["typeWebhook"] == "outgoingAPIMessageReceived",
        kind=kind,
        about_id=_about(data) if kind in ABOUT_ANOTHER else "",
        attachment=_attachment(data),
    )


def _receipt(body: Body) -> News:
    status = str(body["status"])
    delivery = DELIVERIES.get(status)
    if delivery is None:
        return Ignored(f"status {status}")
    return Receipt(
        gateway=GATEWAY,
        id=str(body["idMessage"]),
        chat_id=str(body.get("chatId") or ""),
        at=moment(body),
        delivery=delivery,
        reason=REASONS.get(status, ""),
    )


def _state(body: Body) -> News:
    return NumberState(gateway=GATEWAY, state=str(body["stateInstance"]), at=moment(body))


def _call(body: Body) -> News:
    if body.get("status") != "offer":  # what follows tells how the same call went on
        return Ignored(f"call {body.get('status')}")
    caller = str(body["from"])
    return Incoming(
        gateway=GATEWAY,
        id=str(body["idMessage"]),
        at=moment(body),
        chat_id=caller,
        chat=_chat(caller),
        kind=Kind.CALL,
        sender_id=caller,
        phone=phone_of(caller),
        raw=dict(body),
    )


READERS: Mapping[str, Callable[[Body], News]] = {
    "incomingMessageReceived": _incoming,
    "outgoingMessageReceived": _echo,
    "outgoingAPIMessageReceived": _echo,
    "outgoingMessageStatus": _receipt,
    "stateInstanceChanged": _state,
    "incomingCall": _call,
}
