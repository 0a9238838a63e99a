"""What a WhatsApp gateway must be able to do.

`tests/workers/test_gateway_contract.py` holds every adapter to it. A gateway knows messages, not
complaints. A new provider is one file and one line in `GATEWAYS` (and in `earlier.READERS`).
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any, Protocol

from desk.incoming import Echo, News

Raw = Mapping[str, Any]


class GatewayError(Exception):
    """A request failed; `sentence` (Indonesian, without any secret) says so to the operator.

    permanent: this message can never be sent (or this file never fetched) as it is.
    uncertain: it may have been sent; nobody may send it again before the gateway has been asked.
    Neither: nothing was done, the same request may succeed later.
    cause: one of `desk.refusals.SENTENCES` when the whole number is refused, not this request.
    """

    def __init__(
        self,
        sentence: str,
        *,
        permanent: bool = False,
        uncertain: bool = False,
        cause: str = "",
    ) -> None:
        super().__init__(sentence)
        self.cause = cause
        self.sentence = sentence
        self.permanent = permanent
        self.uncertain = uncertain


@dataclass(frozen=True)
class Notification:
    """What the gateway hands out until it is acknowledged.

    `key` is the same each time the same thing is handed out; `receipt` is good for the
    acknowledgement that follows it and for nothing else.
    """

    key: str
    receipt: str
    raw: dict[str, Any]


@dataclass(frozen=True)
class File:
    """A file on this machine that leaves with a message."""

    path: Path
    name: str
    mime: str


class Gateway(Protocol):
    """One WhatsApp number at one provider. Safe to use from several threads.

    Every method raises GatewayError and nothing else, except `read`, which raises whatever a
    malformed notification makes it raise. `key` is our own id of a message: where the sender may
    choose the message's id, it is made from this, and a message sent again is the same one.
    """

    name: str
    at_once: int  # how many messages are worth handing over at the same time
    same_again: bool  # whether a message sent twice under one `key` is one to WhatsApp

    def prepare(self) -> tuple[str, ...]:
        """Put the provider's settings right; the names of those that still differ afterwards."""

    def receive(self, wait_s: int) -> Notification | None:
        """The oldest notification, waiting up to `wait_s` seconds for one; None when none came."""

    def acknowledge(self, receipt: str) -> None:
        """Let the gateway forget a notification. Harmless when it already has."""

    def read(self, raw: Raw) -> News:
        """A notification in words that no provider owns."""

    def pause_s(self) -> float:
        """Seconds until another message may leave; 0 where the gateway keeps the pause itself."""

    def send_text(self, chat_id: str, text: str, quoted_id: str = "", *, key: str = "") -> str:
        """Hand over one text; its id at the gateway. Asked once, never again by itself."""

    def send_file(
        self, chat_id: str, file: File, *, caption: str = "", quoted_id: str = "", key: str = ""
    ) -> str:
        """Hand over one file with its caption; its id at the gateway."""

    def fetch(self, url: str, limit_bytes: int) -> bytes:
        """A file that came with a message. Longer than `limit_bytes` is a permanent error."""

    def link(self, chat_id: str, message_id: str) -> str:
        """A fresh address of a received message's file, when the first one no longer answers."""

    def state(self) -> str:
        """The state of the number: `authorized`, or a word of the provider."""

    def own_chat(self) -> str:
        """The chat id of the number itself; "" when the provider does not tell."""

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
        """The id of a message of ours that left for this chat after `since`, or None.

        `known` are ids that belong to other messages. None is a promise that it was not sent;
        while the gateway cannot know yet, this raises GatewayError(uncertain=True).
        """

    def received(self, *, since: datetime, now: datetime) -> list[Notification] | None:
        """What came in since then by the provider's own log (at least a day), oldest first, for
        what `receive` never gave: with the same keys, without a receipt. None: it cannot be told
        now, because `receive` still has some to give.
        """

    def sent(self, *, since: datetime, now: datetime) -> list[Echo]:
        """What left through the API since then, or waits to leave, as far as the provider keeps it
        (at least a day)."""
