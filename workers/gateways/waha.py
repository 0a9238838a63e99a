"""WAHA (https://waha.devlike.pro) with the engine GOWS, on the city's own server.

Its lists of messages are read again and again; what leaves carries an id that we choose, so the
same message sent twice is one message, and whether it was sent can be asked.
"""

from __future__ import annotations

import base64
import hashlib
import re
import time
from collections.abc import Callable, Collection, Mapping
from datetime import UTC, datetime
from typing import Any
from urllib.parse import quote

from desk import refusals
from desk.incoming import Echo, News
from workers.gateways import waha_reading as reading
from workers.gateways.base import File, GatewayError, Notification, Raw
from workers.gateways.connections import UNANSWERED
from workers.gateways.fields import phone_of
from workers.gateways.waha_window import Window
from workers.gateways.waha_wire import Wire

LONGEST_TEXT = 20_000  # the desk's own; WhatsApp takes 65,536
LONGEST_CAPTION = 1_024
UPLOAD_S = 120
LOOK_EVERY_S = 1.0
#: Difference allowed between WAHA's clock and ours.
CLOCKS_S = 60
ENGINE = "GOWS"
CHAT = re.compile(r"\d{5,20}(-\d+)?@(c\.us|g\.us|lid)")

AUTHORIZED = "authorized"
#: A session's status in the words that the desk knows of a number.
STATES: Mapping[str, str] = {
    "WORKING": AUTHORIZED,
    "STARTING": "starting",
    "SCAN_QR_CODE": "notAuthorized",
    "PASSKEY_REQUIRED": "pendingCode",
    "PASSKEY_CONFIRMATION_REQUIRED": "pendingCode",
    "STOPPED": "notAuthorized",
    "FAILED": "notAuthorized",
}
#: Pictures and films that phones show by themselves; any other file is a document.
SHOWN = {"image/jpeg": "sendImage", "image/png": "sendImage", "video/mp4": "sendVideo"}


def _utc_now() -> datetime:
    return datetime.now(UTC)


class Waha:
    """One session of a WAHA; see `workers.gateways.base.Gateway`. `instance` is its name."""

    name = reading.GATEWAY
    at_once = 1  # each has its turn
    same_again = True

    def __init__(
        self,
        *,
        url: str,
        instance: str,
        token: str,
        media_url: str = "",
        delay_ms: int = 3000,
        clock: Callable[[], datetime] = _utc_now,
    ) -> None:
        self._wire = Wire(url=url, key=token, delay_ms=delay_ms)
        self._session = quote(instance, safe="")
        self._session_name = instance
        self._clock = clock
        self._window = Window(self._list_all, self._number_behind, began=clock())

    def prepare(self) -> tuple[str, ...]:
        """Nothing is changed here: other engines cannot do what the desk needs."""
        told = self._wire.get(f"sessions/{self._session}").get("engine") or {}
        return () if told.get("engine", ENGINE) == ENGINE else (f"engine ({ENGINE})",)

    def receive(self, wait_s: int) -> Notification | None:
        deadline = time.monotonic() + wait_s
        while True:
            found = self._head()
            left_s = deadline - time.monotonic()
            if found or left_s <= 0:
                return found
            time.sleep(min(LOOK_EVERY_S, left_s))

    def _head(self) -> Notification | None:
        """A session that does not work has nothing to give; the look at the number says so."""
        try:
            return self._window.head(self._clock())
        except GatewayError as error:
            if error.cause == refusals.NOT_READY:
                return None
            raise

    def acknowledge(self, receipt: str) -> None:
        self._window.acknowledge(receipt)

    def read(self, raw: Raw) -> News:
        return reading.read(raw)

    def pause_s(self) -> float:
        return self._wire.pause_s()

    def send_text(self, chat_id: str, text: str, quoted_id: str = "", *, key: str = "") -> str:
        if len(text) > LONGEST_TEXT:
            raise GatewayError("Pesan lebih panjang dari 20.000 huruf.", permanent=True)
        body = self._body(chat_id, quoted_id, key)
        # A preview makes the gateway fetch whatever address somebody wrote.
        return _id_of(self._wire.post("sendText", {**body, "text": text, "linkPreview": False}))

    def send_file(
        self, chat_id: str, file: File, *, caption: str = "", quoted_id: str = "", key: str = ""
    ) -> str:
        if len(caption) > LONGEST_CAPTION:
            raise GatewayError("Keterangan foto lebih panjang dari 1.024 huruf.", permanent=True)
        try:
            data = base64.b64encode(file.path.read_bytes()).decode()
        except OSError:
            raise GatewayError("Berkas lampiran tidak dapat dibaca.", permanent=True) from None
        body = {
            **self._body(chat_id, quoted_id, key),
            "file": {"mimetype": file.mime, "filename": file.name, "data": data},
            "caption": caption,
        }
        return _id_of(self._wire.post(SHOWN.get(file.mime, "sendFile"), body, read_s=UPLOAD_S))

    def _body(self, chat_id: str, quoted_id: str, key: str) -> dict[str, object]:
        if not CHAT.fullmatch(chat_id):
            raise GatewayError("Alamat percakapan bukan nomor WhatsApp.", permanent=True)
        body: dict[str, object] = {"session": self._session_name, "chatId": chat_id}
        if quoted_id:
            body["reply_to"] = quoted_id
        if key:
            body["id"] = message_id(key)
        return body

    def fetch(self, url: str, limit_bytes: int) -> bytes:
        if not url.startswith(("https://", "http://")):
            raise GatewayError("Lampiran belum ada di gateway.")
        return self._wire.download(url, limit_bytes)

    def link(self, chat_id: str, message_id: str) -> str:
        found = self._message(message_id, downloadMedia="true") or {}
        return str((found.get("media") or {}).get("url") or "")

    def state(self) -> str:
        status = str(self._wire.get(f"sessions/{self._session}").get("status"))
        return STATES.get(status, status)

    def own_chat(self) -> str:
        me = self._wire.get(f"sessions/{self._session}").get("me") or {}
        return reading.address(me.get("id"))

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
        """By its id; and by its words, because not every version of WAHA takes our id for a file.

        The session is looked at first: "unknown id" means nothing from an address that is wrong.
        """
        if self.state() != AUTHORIZED:
            raise GatewayError("Gateway belum dapat memastikannya.", uncertain=True)
        wanted = message_id(key) if key else ""
        if wanted and self._message(wanted, downloadMedia="false"):
            return wanted
        for line in self._sent_to(chat_id, since):
            found = reading.raw_id(str(line.get("id")))
            if found == wanted or (found not in known and _says(line, text, file_name)):
                return found
        return None

    def received(self, *, since: datetime, now: datetime) -> list[Notification] | None:
        if self._window.waits:
            return None
        try:
            return self._window.all_since(since, now)
        except GatewayError as error:
            if error.cause == refusals.NOT_READY:
                return None
            raise

    def sent(self, *, since: datetime, now: datetime) -> list[Echo]:
        news = [self.read(one.raw) for one in self._window.all_since(since, now)]
        return [one for one in news if isinstance(one, Echo) and one.by_api]

    def _list_all(self, *, since: int, **query: object) -> list[dict[str, Any]]:
        return self._list("all", since, **query)

    def _list(self, chat: str, since: int, **query: object) -> list[dict[str, Any]]:
        path = f"{self._session}/chats/{quote(chat, safe='@')}/messages"
        fixed = {"sortBy": "timestamp", "downloadMedia": "false", "merge": "true"}
        found = self._wire.get(path, **fixed, **query, **{"filter.timestamp.gte": since})
        if not isinstance(found, list):
            raise GatewayError(UNANSWERED, uncertain=True)
        return [line for line in found if isinstance(line, dict)]

    def _sent_to(self, chat_id: str, since: datetime) -> list[dict[str, Any]]:
        earliest = int(since.timestamp()) - CLOCKS_S
        query = {"limit": 100, "sortOrder": "asc", "filter.fromMe": "true"}
        return self._list(chat_id, earliest, **query)

    def _message(self, message_id: str, **query: object) -> dict[str, Any] | None:
        path = f"{self._session}/chats/all/messages/{quote(message_id, safe='')}"
        found: dict[str, Any] | None = self._wire.seek(path, **query)
        return found

    def _number_behind(self, lid: str) -> str:
        """Not knowing it is usual, and no reason to hold up a message."""
        try:
            found = self._wire.seek(f"{self._session}/lids/{quote(lid, safe='@')}") or {}
        except GatewayError:
            return ""
        number = reading.address(found.get("pn"))
        return number if phone_of(number) else ""


def message_id(key: str) -> str:
    """The WhatsApp id of our message, shaped as the engine shapes its own."""
    return "3EB0" + hashlib.sha256(key.encode()).hexdigest()[:18].upper()


def _id_of(answer: Any) -> str:
    try:
        return reading.raw_id(str(answer["id"]))
    except (KeyError, TypeError):
        raise GatewayError(UNANSWERED, uncertain=True) from None


def _says(line: Mapping[str, Any], text: str, file_name: str) -> bool:
    """Whether this line is a text with these words, or a file with this caption."""
    if bool(file_name) != bool(line.get("hasMedia")):
        return False
    if file_name and reading.file_name(line) not in ("", file_name):
        return False
    return _plain(str(line.get("body") or "")) == _plain(text)


def _plain(text: str) -> str:
    lines = text.replace("\r\n", "\n").replace("\r", "\n").split("\n")
    return "\n".join(line.rstrip() for line in lines).strip()
