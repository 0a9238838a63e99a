"""What a test or the page Ponsel makes a phone do: the control body, checked and made a message."""

from __future__ import annotations

import base64
import binascii
import re
from collections.abc import Mapping
from typing import Any

from sandbox.control import BadControl
from sandbox.whatsapp.instance import Instance
from sandbox.whatsapp.phones import Message, new_id
from sandbox.whatsapp.rendering import MEDIA, PARTS

Json = dict[str, Any]

CHAT = re.compile(
    r"\d{5,20}@(c\.us|lid|broadcast|newsletter)|\d{5,20}(-\d+)?@g\.us|status@broadcast"
)
WEBHOOKS = ("incomingMessageReceived", "outgoingMessageReceived", "incomingCall")

ENVELOPE: Mapping[str, type | tuple[type, ...]] = {
    "chatId": str,
    "sender": str,
    "senderName": str,
    "chatName": str,
    "typeMessage": str,
    "typeWebhook": str,
    "timestamp": (int, float),
    "file": dict,
}
CONTENT: Mapping[str, type | tuple[type, ...]] = {
    "text": str,
    "caption": str,
    "latitude": (int, float),
    "longitude": (int, float),
    "nameLocation": str,
    "address": str,
    "displayName": str,
    "vcard": str,
    "contacts": list,
    "quotedMessageId": str,
    "stanzaId": str,
    "reaction": str,
    "isForwarded": bool,
    "forwardingScore": int,
    "downloadUrl": str,
    "status": str,
}
NEEDED: Mapping[str, tuple[str, ...]] = {
    "textMessage": ("text",),
    "extendedTextMessage": ("text",),
    "quotedMessage": ("text", "quotedMessageId"),
    "locationMessage": ("latitude", "longitude"),
    "reactionMessage": ("reaction", "quotedMessageId"),
    "editedMessage": ("stanzaId",),
    "deletedMessage": ("stanzaId",),
}


def check(given: object) -> Json:
    """The body of one injected message. Raises BadControl with one sentence."""
    if not isinstance(given, dict):
        raise BadControl("A message is an object with 'chatId' and 'typeMessage'.")
    body = {name: value for name, value in given.items() if value is not None}
    if body.get("typeMessage") == "reactionMessage" and "stanzaId" in body:
        body.setdefault("quotedMessageId", body["stanzaId"])
    _check_types(body)
    _check_who(body)
    _check_kind(body)
    return body


def _check_types(body: Json) -> None:
    known = {**ENVELOPE, **CONTENT}
    for name, value in body.items():
        expected = known.get(name)
        if expected is None:
            if body.get("typeMessage") in PARTS:
                raise BadControl(f"'{name}' is not a field of an injected message.")
        elif not isinstance(value, expected) or (isinstance(value, bool) and expected is not bool):
            raise BadControl(f"'{name}' has the wrong type.")


def _check_who(body: Json) -> None:
    for name in ("chatId", "typeMessage"):
        if not body.get(name) and not (name == "typeMessage" and "typeWebhook" in body):
            raise BadControl(f"'{name}' is needed.")
    if not CHAT.fullmatch(body["chatId"]):
        raise BadControl("'chatId' must look like 6281234567890@c.us, ...@g.us or ...@lid.")
    if body["chatId"].endswith("@g.us") and not body.get("sender") and not typed_by_staff(body):
        raise BadControl("A message in a group needs 'sender'.")
    if body.get("typeWebhook", WEBHOOKS[0]) not in WEBHOOKS:
        raise BadControl(f"'typeWebhook' must be one of {', '.join(WEBHOOKS)}.")


def _check_kind(body: Json) -> None:
    kind = body.get("typeMessage", "")
    for name in NEEDED.get(kind, ()):
        if name not in body:
            raise BadControl(f"A {kind} needs '{name}'.")
    if kind in MEDIA:
        if "file" not in body and "downloadUrl" not in body:
            raise BadControl(f"A {kind} needs 'file'.")
        if "file" in body:
            _file_bytes(body["file"])


def _file_bytes(file: Mapping[str, Any]) -> bytes:
    for name in ("name", "mimeType", "data"):
        if not isinstance(file.get(name), str):
            raise BadControl(f"'file' needs '{name}' as text.")
    try:
        return base64.b64decode(file["data"], validate=True)
    except binascii.Error as problem:
        raise BadControl("'data' of 'file' must be base64.") from problem


def typed_by_staff(body: Json) -> bool:
    """Whether someone typed it on the desk's own phone."""
    return bool(body.get("typeWebhook") == "outgoingMessageReceived")


def is_call(body: Json) -> bool:
    return "incomingCall" in (body.get("typeWebhook"), body.get("typeMessage"))


def message_from(body: Json, instance: Instance, *, base_url: str) -> Message:
    """The message that a checked body stands for; its file is stored on the way."""
    outgoing = typed_by_staff(body)
    account = instance.account
    at = float(body.get("timestamp") or instance.now())
    return Message(
        id=new_id(),
        chat=body["chatId"],
        kind=_kind(body),
        at=at,
        direction="out" if outgoing else "in",
        sender=account.wid if outgoing else str(body.get("sender", body["chatId"])),
        sender_name=account.name if outgoing else body.get("senderName", ""),
        content=_content(body, instance, base_url),
        status="sent" if outgoing else "",
        written_at=instance.now(),
    )


def _kind(body: Json) -> str:
    """A text that quotes is a quotedMessage, as on the real wire."""
    kind: str = body["typeMessage"]
    quotes = "quotedMessageId" in body and kind in ("textMessage", "extendedTextMessage")
    return "quotedMessage" if quotes else kind


def _content(body: Json, instance: Instance, base_url: str) -> Json:
    content = {name: body[name] for name in CONTENT if name in body}
    if "downloadUrl" in content:
        content["fileUrl"] = content.pop("downloadUrl")
    file = body.get("file")
    if file:
        path = instance.phones.keep_file(file["name"], file["mimeType"], _file_bytes(file))
        content |= {"fileUrl": base_url + path, "mimeType": file["mimeType"]}
        content["fileName"] = file["name"]
    if body["typeMessage"] not in PARTS:
        content["raw"] = {name: value for name, value in body.items() if name not in ENVELOPE}
    return content
