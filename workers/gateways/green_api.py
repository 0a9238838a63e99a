"""GREEN-API: notifications by long poll, acknowledged one by one; messages into its own queue.

Methods: https://green-api.com/en/docs/api/. A send only queues: 200 means accepted, not sent.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from datetime import UTC, datetime, timedelta
from typing import Any

from desk.incoming import Echo, News
from workers.gateways import green_api_journal as journal
from workers.gateways import green_api_reading as reading
from workers.gateways.base import File, GatewayError, Notification, Raw
from workers.gateways.connections import UNANSWERED
from workers.gateways.green_api_wire import Wire

LONGEST_TEXT = 20_000
LONGEST_CAPTION = 1_024
UPLOAD_S = 120
#: Difference allowed between the vendor's clock and ours.
CLOCKS_S = 60
AUTHORIZED = "authorized"

#: Without these the desk is deaf to a part of what happens to its number (whatever the vendor's
#: console said before); the echo of every API send is the durable log of what was sent.
SETTINGS: Mapping[str, object] = {
    "webhookUrl": "",
    "incomingWebhook": "yes",
    "outgoingWebhook": "yes",
    "outgoingAPIMessageWebhook": "yes",
    "outgoingMessageWebhook": "yes",
    "stateWebhook": "yes",
    "editedMessageWebhook": "yes",
    "deletedMessageWebhook": "yes",
    "incomingCallWebhook": "yes",
    "markIncomingMessagesReaded": "no",
    "markIncomingMessagesReadedOnReply": "yes",
}


class GreenApi:
    """One instance at GREEN-API; see `workers.gateways.base.Gateway`."""

    name = reading.GATEWAY
    at_once = 16  # it queues them
    same_again = False

    def __init__(
        self, *, url: str, instance: str, token: str, media_url: str = "", delay_ms: int = 3000
    ) -> None:
        self._wire = Wire(url=url, media_url=media_url, instance=instance, token=token)
        self._wanted = {**SETTINGS, "delaySendMessagesMilliseconds": delay_ms}

    def prepare(self) -> tuple[str, ...]:
        """Changed settings restart the instance, so only those that differ are sent."""
        differing = self._differing()
        if not differing:
            return ()
        self._wire.post("setSettings", json={name: self._wanted[name] for name in differing})
        return self._differing()

    def _differing(self) -> tuple[str, ...]:
        found = self._wire.get("getSettings")
        return tuple(name for name, value in self._wanted.items() if found.get(name) != value)

    def receive(self, wait_s: int) -> Notification | None:
        wait_s = min(max(wait_s, 5), 60)
        answer = self._wire.get("receiveNotification", read_s=wait_s + 15, receiveTimeout=wait_s)
        if answer is None:
            return None
        body = answer["body"]
        return Notification(key=reading.key(body), receipt=str(answer["receiptId"]), raw=body)

    def acknowledge(self, receipt: str) -> None:
        self._wire.delete("deleteNotification", receipt)

    def read(self, raw: Raw) -> News:
        return reading.read(raw)

    def pause_s(self) -> float:
        return 0.0

    def send_text(self, chat_id: str, text: str, quoted_id: str = "", *, key: str = "") -> str:
        if len(text) > LONGEST_TEXT:
            raise GatewayError("Pesan lebih panjang dari 20.000 huruf.", permanent=True)
        # A preview makes the gateway fetch whatever address somebody wrote.
        body: dict[str, object] = {"chatId": chat_id, "message": text, "linkPreview": False}
        if quoted_id:
            body["quotedMessageId"] = quoted_id
        return _id_of(self._wire.post("sendMessage", json=body))

    def send_file(
        self, chat_id: str, file: File, *, caption: str = "", quoted_id: str = "", key: str = ""
    ) -> str:
        if len(caption) > LONGEST_CAPTION:
            raise GatewayError("Keterangan foto lebih panjang dari 1.024 huruf.", permanent=True)
        fields = {"chatId": chat_id, "fileName": file.name, "caption": caption}
        if quoted_id:
            fields["quotedMessageId"] = quoted_id
        try:
            data = file.path.read_bytes()
        except OSError:
            raise GatewayError("Berkas lampiran tidak dapat dibaca.", permanent=True) from None
        answer = self._wire.post(
            "sendFileByUpload",
            media=True,
            read_s=UPLOAD_S,
            data=fields,
            files={"file": (file.name, data, file.mime)},
        )
        return _id_of(answer)

    def fetch(self, url: str, limit_bytes: int) -> bytes:
        if not url.startswith(("https://", "http://")):  # "{{SWE002}}": above 100 MB
            sentence = "Lampiran terlalu besar untuk gateway; lihat di ponsel dinas."
            raise GatewayError(sentence, permanent=True)
        return self._wire.download(url, limit_bytes)

    def link(self, chat_id: str, message_id: str) -> str:
        answer = self._wire.ask("downloadFile", {"chatId": chat_id, "idMessage": message_id})
        return str(answer.get("downloadUrl") or "")

    def state(self) -> str:
        return str(self._wire.get("getStateInstance")["stateInstance"])

    def own_chat(self) -> str:
        return str(self._wire.get("getSettings").get("wid") or "")

    def find(
        self,
        chat_id: str,
        text: str,
        *,
        since: datetime,
        now: datetime,
        file_name: str = "",
        known: Collection[str] = (),
        key: str = "",
    ) -> str | None:
        """Queue, journal, chat, in this order: what leaves one has reached the next.

        "Not sent" needs more: an authorized number, and no notification left that could tell.
        """
        earliest = since.timestamp() - CLOCKS_S

        def ours(line: Mapping[str, Any]) -> bool:
            return (
                _line_id(line) not in known
                and line.get("chatId", chat_id) == chat_id
                and line.get("timestamp", earliest) >= earliest
                and _says(line, text, file_name)
            )

        for lines in self._places(chat_id, now - since):
            found = next((line for line in lines if ours(line)), None)
            if found:
                return _line_id(found)
        if self.state() != AUTHORIZED or self._wire.get("getWebhooksCount")["count"]:
            raise GatewayError("Gateway belum dapat memastikannya.", uncertain=True)
        return None

    def received(self, *, since: datetime, now: datetime) -> list[Notification] | None:
        if self._wire.get("getWebhooksCount")["count"]:
            return None
        lines = self._wire.get("lastIncomingMessages", minutes=_minutes(now - since))
        bodies = [journal.notification(line) for line in lines if line.get("idMessage")]
        bodies.sort(key=lambda body: body["timestamp"] or 0)
        return [Notification(key=reading.key(body), receipt="", raw=body) for body in bodies]

    def sent(self, *, since: datetime, now: datetime) -> list[Echo]:
        lines = [*self._queue(), *self._journal(now - since)]
        return [_echo(line, now) for line in lines if line.get("chatId") and _line_id(line)]

    def _places(self, chat_id: str, age: timedelta) -> Iterable[list[dict[str, Any]]]:
        yield self._queue()
        yield self._journal(age)
        lines = self._wire.ask("getChatHistory", {"chatId": chat_id, "count": 100})
        yield [line for line in lines if line.get("type") == "outgoing"]

    def _queue(self) -> list[dict[str, Any]]:
        return [_flat(line) for line in self._wire.get("showMessagesQueue")]

    def _journal(self, age: timedelta) -> list[dict[str, Any]]:
        lines = self._wire.get("lastOutgoingMessages", minutes=_minutes(age))
        return [line for line in lines if line.get("sendByApi", True)]


def _minutes(age: timedelta) -> int:
    return int((age.total_seconds() + CLOCKS_S) / 60) + 1


def _echo(line: Mapping[str, Any], now: datetime) -> Echo:
    at = line.get("timestamp")
    return Echo(
        gateway=reading.GATEWAY,
        id=_line_id(line),
        at=datetime.fromtimestamp(at, UTC) if at else now,
        chat_id=str(line["chatId"]),
        text=_said(line),
        by_api=True,
    )


def _id_of(answer: Any) -> str:
    try:
        return str(answer["idMessage"])
    except (KeyError, TypeError):
        raise GatewayError(UNANSWERED, uncertain=True) from None


def _flat(queued: Mapping[str, Any]) -> dict[str, Any]:
    """A line of the queue, shaped like a line of a journal."""
    return {**queued.get("body", {}), "idMessage": _line_id(queued)}


def _line_id(line: Mapping[str, Any]) -> str:
    return str(line.get("idMessage") or line.get("messageID") or "")


def _says(line: Mapping[str, Any], text: str, file_name: str) -> bool:
    """Whether this line is a message with this text, or a file with this caption.

    Only a document keeps its name; a photo's is the vendor's own.
    """
    if bool(file_name) != _is_file(line):
        return False
    named = line.get("typeMessage") == "documentMessage" and line.get("fileName")
    if file_name and named and named != file_name:
        return False
    return _plain(_said(line)) == _plain(text)


def _is_file(line: Mapping[str, Any]) -> bool:
    return any(line.get(name) for name in ("downloadUrl", "urlFile", "fileName"))


def _said(line: Mapping[str, Any]) -> str:
    return str(
        line.get("textMessage")
        or (line.get("extendedTextMessage") or {}).get("text")  # of a text with a link
        or line.get("message")
        or line.get("caption")
        or ""
    )


def _plain(text: str) -> str:
    lines = text.replace("\r\n", "\n").replace("\r", "\n").split("\n")
    return "\n".join(line.rstrip() for line in lines).strip()
