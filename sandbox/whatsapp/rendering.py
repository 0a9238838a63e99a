"""Messages in GREEN-API's JSON: as a notification and, differently, as a line of a journal.

Shapes: https://green-api.com/en/docs/api/receiving/notifications-format/ and .../api/journals/.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from typing import Any

from sandbox.whatsapp.phones import QUEUED, Message

Json = dict[str, Any]
Content = Mapping[str, Any]

MEDIA = frozenset(
    {"imageMessage", "videoMessage", "documentMessage", "audioMessage", "stickerMessage"}
)
LINK = re.compile(r"https?://\S")
STATUS_TEXT = {
    "failed": "SWE004: the message could not be delivered",
    "noAccount": "there is no WhatsApp account with this number",
    "notInGroup": "the number is not a member of this group",
}


def _forwarding(content: Content) -> Json:
    forwarded = bool(content.get("isForwarded", False))
    return {
        "forwardingScore": content.get("forwardingScore", int(forwarded)),
        "isForwarded": forwarded,
    }


def _extended(content: Content) -> Json:
    head = {"text": content.get("text", ""), "description": "", "title": ""}
    return {**head, "previewType": "None", "jpegThumbnail": "", **_forwarding(content)}


def _file(content: Content) -> Json:
    return {
        "downloadUrl": content.get("fileUrl", ""),
        "caption": content.get("caption", ""),
        "fileName": content.get("fileName", ""),
        "jpegThumbnail": "",
        "mimeType": content.get("mimeType", ""),
        **_forwarding(content),
    }


def _place(content: Content) -> Json:
    return {
        "nameLocation": content.get("nameLocation", ""),
        "address": content.get("address", ""),
        "jpegThumbnail": "",
        "latitude": content["latitude"],
        "longitude": content["longitude"],
        **_forwarding(content),
    }


def _contact(content: Content) -> Json:
    return {"displayName": content.get("displayName", ""), "vcard": content.get("vcard", "")}


def _edited(content: Content) -> Json:
    names = {"text": "textMessage", "caption": "caption"}
    changed = {names[name]: content[name] for name in names if name in content}
    return {**changed, "stanzaId": content["stanzaId"]}


PARTS: Mapping[str, Callable[[Content], Json]] = {
    "textMessage": lambda c: {"textMessageData": {"textMessage": c.get("text", "")}},
    "extendedTextMessage": lambda c: {"extendedTextMessageData": _extended(c)},
    "quotedMessage": lambda c: {"extendedTextMessageData": _extended(c)},
    "locationMessage": lambda c: {"locationMessageData": _place(c)},
    "contactMessage": lambda c: {"contactMessageData": _contact(c)},
    "contactsArrayMessage": lambda c: {"contacts": c.get("contacts", [])},
    "reactionMessage": lambda c: {"extendedTextMessageData": {"text": c.get("reaction", "")}},
    "editedMessage": lambda c: {"editedMessageData": _edited(c)},
    "deletedMessage": lambda c: {"deletedMessageData": {"stanzaId": c["stanzaId"]}},
    **dict.fromkeys(MEDIA, lambda c: {"fileMessageData": _file(c)}),
}

# The same content as a journal has it: flat, media fields on top.
JOURNAL_PARTS: Mapping[str, Callable[[Content], Json]] = {
    **PARTS,
    "textMessage": lambda c: {"textMessage": c.get("text", "")},
    "extendedTextMessage": lambda c: {"extendedTextMessage": _extended(c)},
    "quotedMessage": lambda c: {"extendedTextMessage": _extended(c)},
    "locationMessage": lambda c: {"location": _place(c)},
    "contactMessage": lambda c: {"contact": _contact(c)},
    "reactionMessage": lambda c: {"extendedTextMessage": {"text": c.get("reaction", "")}},
    **dict.fromkeys(MEDIA, _file),
}


def message_data(message: Message, quoted: Message | None) -> Json:
    """`messageData` of a notification; an unknown kind carries what was injected, unchanged."""
    content = message.content
    data: Json = {"typeMessage": message.kind}
    part = PARTS.get(message.kind)
    data |= part(content) if part else content.get("raw", {})
    quoted_id = content.get("quotedMessageId")
    if quoted_id:
        quote = _quote(quoted_id, quoted)
        data["quotedMessage"] = quote
        if message.kind == "quotedMessage":
            data["extendedTextMessageData"] |= {
                "stanzaId": quoted_id,
                "participant": quote["participant"],
            }
    return data


def _quote(quoted_id: str, quoted: Message | None) -> Json:
    known = {"stanzaId": quoted_id, "participant": quoted.sender if quoted else ""}
    if quoted is None:
        return known
    content = quoted.content
    if quoted.kind in MEDIA:
        return {**known, "typeMessage": quoted.kind, **_file(content)}
    if quoted.kind == "locationMessage":
        return {**known, "typeMessage": quoted.kind, "location": _place(content)}
    return {**known, "typeMessage": "textMessage", "textMessage": content.get("text", "")}


def received(message: Message, quoted: Message | None, *, chat_name: str) -> Json:
    """Body of incomingMessageReceived, outgoingMessageReceived and outgoingAPIMessageReceived."""
    return {
        "timestamp": int(message.at),
        "idMessage": message.id,
        "senderData": {
            "chatId": message.chat,
            "sender": message.sender,
            "chatName": chat_name,
            "senderName": message.sender_name,
            "senderContactName": "",
        },
        "messageData": message_data(message, quoted),
    }


def status_changed(message: Message, at: float) -> Json:
    """Body of outgoingMessageStatus."""
    body = {
        "chatId": message.chat,
        "timestamp": int(at),
        "idMessage": message.id,
        "status": message.status,
        "sendByApi": message.by_api,
    }
    described = STATUS_TEXT.get(message.status)
    return {**body, "description": described} if described else body


def journal_line(message: Message, quoted: Message | None) -> Json:
    """One object of lastIncomingMessages, lastOutgoingMessages, getChatHistory and getMessage."""
    part = JOURNAL_PARTS.get(message.kind)
    line: Json = {
        "type": "incoming" if message.direction == "in" else "outgoing",
        "idMessage": message.id,
        "timestamp": int(message.at),
        "typeMessage": message.kind,
        "chatId": message.chat,
        **_forwarding(message.content),
        **(part(message.content) if part else message.content.get("raw", {})),
    }
    quoted_id = message.content.get("quotedMessageId")
    if quoted_id:
        line["quotedMessage"] = _quote(quoted_id, quoted)
    return {**line, **_author(message)}


def _author(message: Message) -> Json:
    if message.direction == "in":
        names = {"senderName": message.sender_name, "senderContactName": ""}
        return {"senderId": message.sender, **names}
    status = "pending" if message.status == QUEUED else message.status
    return {"statusMessage": status, "sendByApi": message.by_api}


def text_kind(text: str, *, quotes: bool) -> str:
    """The typeMessage of a text sent by API: a link or a quote makes it an extended one."""
    if quotes:
        return "quotedMessage"
    return "extendedTextMessage" if LINK.search(text) else "textMessage"
