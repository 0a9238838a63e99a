"""Messages as WAHA's `WAMessage`, with the engine's own words for their content in `_data`."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import UTC, datetime
from typing import Any

from sandbox.whatsapp.phones import Message

Json = dict[str, Any]
Content = Mapping[str, Any]

#: What the engine keeps out of its lists of messages: it tells of them by webhook only.
NOT_LISTED = ("reactionMessage", "editedMessage", "deletedMessage", "pollUpdateMessage")
#: GREEN-API's words for what linked devices could not decrypt; here it is told by webhook only.
NOT_DECRYPTED = ("{{SWE001}}", "{{SWE003}}")
#: How far a message is. A failure has no number: the engine cannot tell it from "not known".
ACKS: Mapping[str, tuple[int, str]] = {
    "queued": (0, "PENDING"),
    "sent": (1, "SERVER"),
    "delivered": (2, "DEVICE"),
    "read": (3, "READ"),
}
SENT_HERE = "waha"
MEDIA = frozenset(
    ("imageMessage", "videoMessage", "documentMessage", "audioMessage", "stickerMessage")
)


def serialized(message: Message) -> str:
    """`{fromMe}_{chat}_{id}`, in groups with the person behind it."""
    from_me = "true" if message.direction == "out" else "false"
    head = f"{from_me}_{message.chat}_{message.id}"
    return f"{head}_{message.sender}" if _is_group(message) else head


def wa_message(message: Message, quoted: Message | None, *, media: Json | None) -> Json:
    """One message as lists and `…/messages/{id}` give it. `from` is the chat in both directions."""
    content = message.content
    ack, name = ACKS.get(message.status, (None, "UNKNOWN"))
    if message.direction == "in":
        ack, name = ACKS["delivered"]
    participant = message.sender if _is_group(message) else None
    return {
        "id": serialized(message),
        "timestamp": int(message.at),
        "from": message.chat,
        "fromMe": message.direction == "out",
        "source": "api" if message.request.get("type") == SENT_HERE else "app",
        "to": participant,
        "participant": participant,
        "body": content.get("text") or content.get("caption") or "",
        "hasMedia": message.kind in MEDIA,
        "media": media,
        "ack": ack,
        "ackName": name,
        "location": _location(content) if message.kind == "locationMessage" else None,
        "vCards": _vcards(content),
        "replyTo": _reply_to(content, quoted),
        "_data": {"Info": _info(message), "Message": engine_message(message, quoted)},
    }


def _is_group(message: Message) -> bool:
    return message.chat.endswith(("@g.us", "@broadcast"))


def _info(message: Message) -> Json:
    return {
        "Chat": engine_id(message.chat),
        "Sender": engine_id(message.sender),
        "IsFromMe": message.direction == "out",
        "IsGroup": _is_group(message),
        "AddressingMode": "lid" if message.chat.endswith("@lid") else "pn",
        "SenderAlt": "",
        "RecipientAlt": "",
        "ID": message.id,
        "Type": "media" if message.kind in MEDIA else "text",
        "PushName": message.sender_name,
        "Timestamp": datetime.fromtimestamp(int(message.at), UTC).isoformat(),
    }


def engine_id(chat_id: str) -> str:
    """`@c.us` is WAHA's word; below it accounts are `@s.whatsapp.net`."""
    return chat_id.replace("@c.us", "@s.whatsapp.net")


def _location(content: Content) -> Json:
    return {
        "latitude": str(content["latitude"]),
        "longitude": str(content["longitude"]),
        "live": False,
        "name": content.get("nameLocation") or None,
        "address": content.get("address") or None,
    }


def _vcards(content: Content) -> list[str]:
    several = [one.get("vcard", "") for one in content.get("contacts", [])]
    return [content["vcard"]] if "vcard" in content else several


def _reply_to(content: Content, quoted: Message | None) -> Json | None:
    quoted_id = content.get("quotedMessageId")
    if not quoted_id:
        return None
    known = quoted.content if quoted else {}
    return {
        "id": quoted_id,
        "participant": quoted.sender if quoted else None,
        "body": known.get("text") or known.get("caption") or "",
        "hasMedia": bool(quoted and quoted.kind in MEDIA),
        "media": None,
    }


def engine_message(message: Message, quoted: Message | None) -> Json:
    """The content in the engine's words: one field, named by its kind."""
    content, kind = message.content, message.kind
    context = _context(content, quoted)
    if kind == "textMessage" and not context:
        return {"conversation": content.get("text", "")}
    if kind in ("textMessage", "extendedTextMessage", "quotedMessage"):
        return {"extendedTextMessage": {"text": content.get("text", ""), **context}}
    part = PARTS.get(kind)
    if part is None:
        return {kind: content.get("raw", {})}
    return {kind: {**part(content), **context}}


def _context(content: Content, quoted: Message | None) -> Json:
    info: Json = {}
    if content.get("isForwarded"):
        info |= {"isForwarded": True, "forwardingScore": content.get("forwardingScore", 1)}
    if content.get("quotedMessageId"):
        info |= {
            "stanzaID": content["quotedMessageId"],
            "participant": engine_id(quoted.sender) if quoted else "",
            "quotedMessage": engine_message(quoted, None) if quoted else {},
        }
    return {"contextInfo": info} if info else {}


def _file(content: Content) -> Json:
    names = {"mimeType": "mimetype", "caption": "caption", "fileName": "fileName"}
    return {there: content[here] for here, there in names.items() if content.get(here)}


def _place(content: Content) -> Json:
    return {
        "degreesLatitude": content["latitude"],
        "degreesLongitude": content["longitude"],
        "name": content.get("nameLocation", ""),
        "address": content.get("address", ""),
    }


PARTS: Mapping[str, Callable[[Content], Json]] = {
    **dict.fromkeys(MEDIA, _file),
    "locationMessage": _place,
    "contactMessage": lambda c: {
        "displayName": c.get("displayName", ""),
        "vcard": c.get("vcard", ""),
    },
    "contactsArrayMessage": lambda c: {"contacts": c.get("contacts", [])},
}
