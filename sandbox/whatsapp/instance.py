"""One GREEN-API instance: its account, settings and state around the phones and the queue."""

from __future__ import annotations

import asyncio
import json
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from sandbox.whatsapp import phones, queue
from sandbox.whatsapp.database import Database
from sandbox.whatsapp.phones import Message, Phones
from sandbox.whatsapp.queue import NotificationQueue

SCHEMA = "CREATE TABLE IF NOT EXISTS fact (name TEXT PRIMARY KEY, value TEXT NOT NULL);"
FILE = "whatsapp.db"

AUTHORIZED = "authorized"
STATES = (
    AUTHORIZED,
    "notAuthorized",
    "blocked",
    "sleepMode",
    "starting",
    "yellowCard",
    "pendingCode",
    "suspended",
)
#: Not a state of the vendor's: the subscription is over and every method says so.
EXPIRED = "expired"

# As a city's instance is set up; a new one at the vendor has every notification off.
SETTINGS: Mapping[str, Any] = {
    "webhookUrl": "",
    "webhookUrlToken": "",
    "delaySendMessagesMilliseconds": 3000,
    "markIncomingMessagesReaded": "no",
    "markIncomingMessagesReadedOnReply": "yes",
    "outgoingWebhook": "yes",
    "outgoingMessageWebhook": "yes",
    "outgoingAPIMessageWebhook": "yes",
    "incomingWebhook": "yes",
    "stateWebhook": "yes",
    "keepOnlineStatus": "no",
    "pollMessageWebhook": "yes",
    "incomingBlockWebhook": "yes",
    "incomingCallWebhook": "yes",
    "editedMessageWebhook": "yes",
    "deletedMessageWebhook": "yes",
    "enableLidMode": False,
}


@dataclass(frozen=True)
class Account:
    """What a client must name in every path, and the number behind it.

    `session` is WAHA's name for the instance; the token is its key, too.
    """

    id_instance: int = 1101000001
    session: str = "default"
    engine: str = "GOWS"
    token: str = "sandbox"
    wid: str = "6281111111111@c.us"
    name: str = "Wadul"


class Instance:
    """Everything that the dialect and the control routes work on. Used from the event loop only."""

    def __init__(
        self,
        folder: Path,
        *,
        account: Account,
        journal_lag_s: float,
        clock: Callable[[], float] = time.time,
    ) -> None:
        self.database = Database(folder / FILE, phones.SCHEMA + queue.SCHEMA + SCHEMA)
        self.account = account
        self.journal_lag_s = journal_lag_s
        self.phones = Phones(self.database)
        self.queue = NotificationQueue(self.database)
        self.wake = asyncio.Event()
        self._clock = clock
        facts = {row["name"]: json.loads(row["value"]) for row in self._facts()}
        self.settings: dict[str, Any] = {**SETTINGS, **facts.get("settings", {})}
        self.state: str = facts.get("state", AUTHORIZED)
        self._shift_s: float = facts.get("shift_s", 0.0)
        #: Hidden id -> the number behind it, where WhatsApp has told it.
        self.lids: dict[str, str] = facts.get("lids", {})

    def now(self) -> float:
        """Unix seconds, with the shift that a test gave the clock."""
        return self._clock() + self._shift_s

    def shift_clock(self, seconds: float) -> None:
        self._shift_s += seconds
        self._keep("shift_s", self._shift_s)
        self.wake.set()

    def change_settings(self, changes: Mapping[str, Any]) -> None:
        self.settings.update(changes)
        self._keep("settings", self.settings)
        self.wake.set()

    def change_state(self, state: str) -> None:
        self.state = state
        self._keep("state", state)
        self.wake.set()

    def tell_number(self, lid: str, number: str) -> None:
        """From now on it is known whose number a hidden id stands for."""
        self.lids[lid] = number
        self._keep("lids", self.lids)

    def home_of(self, chat: str) -> str:
        """The chat as its phone has it: a number may be known there by its hidden id only."""
        return next((lid for lid, number in self.lids.items() if number == chat), chat)

    @property
    def expired(self) -> bool:
        return self.state == EXPIRED

    def wants(self, *settings: str) -> bool:
        """Whether the instance notifies about what these settings switch."""
        return all(self.settings[name] == "yes" for name in settings)

    def notify(self, kind: str, body: Mapping[str, Any]) -> None:
        """Put a notification of that typeWebhook into the queue, dated now."""
        now = self.now()
        instance = {
            "idInstance": self.account.id_instance,
            "wid": self.account.wid,
            "typeInstance": "whatsapp",
        }
        head = {"typeWebhook": kind, "instanceData": instance, "timestamp": int(now)}
        self.queue.push({**head, **body}, at=now)

    def quoted(self, message: Message) -> Message | None:
        """The message that this one answers, if the phones know it."""
        quoted_id = message.content.get("quotedMessageId")
        return self.phones.find(quoted_id) if quoted_id else None

    def empty(self) -> None:
        """No chats, no queues, an authorized number; the settings stay as they are."""
        self.phones.forget_all()
        self.queue.forget_all()
        self._shift_s = 0.0
        self._keep("shift_s", 0.0)
        self.lids = {}
        self._keep("lids", {})
        self.change_state(AUTHORIZED)
        self.database.commit()

    def _facts(self) -> list[Any]:
        return self.database.read("SELECT name, value FROM fact")

    def _keep(self, name: str, value: Any) -> None:
        self.database.write("INSERT OR REPLACE INTO fact VALUES (?, ?)", (name, json.dumps(value)))
