"""A line of GREEN-API's journal of incoming messages as the notification it should have been.

Journals are flat and name their parts differently:
https://green-api.com/en/docs/api/journals/LastIncomingMessages/.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

Line = Mapping[str, Any]

ENVELOPE = frozenset(
    ("type", "idMessage", "timestamp", "chatId", "senderId", "senderName", "senderContactName")
)
FILE = frozenset(("downloadUrl", "caption", "fileName", "mimeType", "isAnimated", "videoNote"))
FORWARDING = frozenset(("forwardingScore", "isForwarded"))
#: Their name in a journal -> in a notification.
PARTS = {
    "extendedTextMessage": "extendedTextMessageData",
    "location": "locationMessageData",
    "contact": "contactMessageData",
}


def notification(line: Line) -> dict[str, Any]:
    """The body of incomingMessageReceived. What is not known here is passed on as it came."""
    return {
        "typeWebhook": "incomingMessageReceived",
        "fromJournal": True,
        "timestamp": line.get("timestamp"),
        "idMessage": line.get("idMessage"),
        "senderData": {
            "chatId": line.get("chatId"),
            "sender": line.get("senderId"),
            "senderName": line.get("senderName"),
        },
        "messageData": _data(line),
    }


def _data(line: Line) -> dict[str, Any]:
    data = {
        PARTS.get(name, name): value
        for name, value in line.items()
        if name not in ENVELOPE | FILE | FORWARDING
    }
    forwarding = {name: line[name] for name in FORWARDING if name in line}
    if isinstance(data.get("textMessage"), str):
        data["textMessageData"] = {"textMessage": data.pop("textMessage"), **forwarding}
    if line.get("downloadUrl"):
        file = {name: line[name] for name in FILE if name in line}
        data["fileMessageData"] = {**file, **forwarding}
    return data
