"""A gateway stand-in with its phones, and the desk that listens to it."""

from __future__ import annotations

import base64
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
import requests

from desk.context import Desk
from desk.incoming import Incoming, News
from desk.journal import Journal
from sandbox.listener import running
from sandbox.whatsapp import app
from tests.conftest import SITI, open_desk
from tests.stack import wait_for
from workers.gateways.base import Gateway, Notification
from workers.gateways.green_api import GreenApi
from workers.gateways.waha import Waha


@dataclass(frozen=True)
class Phones:
    """The stand-in's control: what citizens write, what their phones show, what goes wrong."""

    url: str

    def write(self, chat: str = SITI, kind: str = "textMessage", **content: Any) -> str:
        body = {"chatId": chat, "senderName": "Siti", "typeMessage": kind, **content}
        return str(self._post("inbound", body)["idMessage"])

    def photo(self, data: bytes, *, name: str = "jalan.jpg", caption: str = "") -> str:
        file = {"name": name, "mimeType": "image/jpeg", "data": base64.b64encode(data).decode()}
        return self.write(kind="imageMessage", caption=caption, file=file)

    def shown(self, chat: str = SITI) -> list[dict[str, Any]]:
        """What the desk sent that this phone shows."""
        answer = requests.get(f"{self.url}/_sandbox/chats/{chat}", timeout=10).json()
        return [bubble for bubble in answer if bubble["direction"] == "out"]

    def arrived(self, count: int = 1, chat: str = SITI) -> list[dict[str, Any]]:
        """The same, once there are so many."""
        wait_for(f"{count} on {chat}", lambda: len(self.shown(chat)) >= count, within_s=10)
        return self.shown(chat)

    def fault(self, kind: str, match: str, **options: Any) -> None:
        self._post("faults", {"kind": kind, "match": match, **options})

    def mend(self) -> None:
        requests.delete(f"{self.url}/_sandbox/faults", timeout=10)

    def state(self, state: str) -> None:
        self._post("state", {"stateInstance": state})

    def asked(self, *endpoints: str) -> int:
        """How often the gateway was asked for one of these, e.g. "POST sendMessage"."""
        answer = requests.get(f"{self.url}/_sandbox/calls", timeout=10).json()
        return sum(int(answer["by_endpoint"].get(endpoint, 0)) for endpoint in endpoints)

    def know(self, lid: str, number: str) -> None:
        """From now on it is known whose number a hidden id stands for."""
        self._post("lids", {"lid": lid, "pn": number})

    def _post(self, path: str, body: dict[str, Any]) -> Any:
        answer = requests.post(f"{self.url}/_sandbox/{path}", json=body, timeout=10)
        answer.raise_for_status()
        return answer.json() if answer.content else None


@pytest.fixture(scope="session")
def gateway_url(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    folder = tmp_path_factory.mktemp("gateway")
    with running(app.create(folder, quota=False, journal_lag_s=0)) as url:
        yield url


@pytest.fixture
def phones(gateway_url: str) -> Phones:
    """Empty phones, an authorized number and no faults."""
    requests.delete(f"{gateway_url}/_sandbox/faults", timeout=10).raise_for_status()
    requests.post(f"{gateway_url}/_sandbox/reset", timeout=10).raise_for_status()
    requests.delete(f"{gateway_url}/_sandbox/calls", timeout=10).raise_for_status()
    return Phones(gateway_url)


def green_api(url: str, **values: Any) -> Gateway:
    return GreenApi(url=url, **{"instance": "1101000001", "token": "sandbox", **values})


def waha(url: str, **values: Any) -> Gateway:
    return Waha(url=url, **{"instance": "default", "token": "sandbox", **values})


#: Every adapter with its stand-in's dialect; the contract is the same for all.
ADAPTERS: dict[str, Callable[..., Gateway]] = {"green_api": green_api, "waha": waha}
#: A text's way to the gateway, in each dialect.
TEXT = ("POST sendMessage", "POST sendText")
SENDING = "POST .*/send(Message/|Text$)"


@pytest.fixture(params=list(ADAPTERS))
def gateway(request: pytest.FixtureRequest, phones: Phones) -> Gateway:
    return ADAPTERS[request.param](phones.url, delay_ms=500)


@pytest.fixture
def green(phones: Phones) -> Gateway:
    """GREEN-API alone, for what is its own: the acknowledged queue, the settings."""
    return green_api(phones.url, delay_ms=500)


@pytest.fixture
def small_desk(
    request: pytest.FixtureRequest, sqlite_journal: Journal, tmp_path: Path, now: datetime
) -> Desk:
    """The desk on SQLite alone: what is tested here does not depend on the database."""
    desk = open_desk(sqlite_journal, tmp_path, now)
    listens = "gateway" in request.fixturenames
    return replace(desk, gateway=request.getfixturevalue("gateway").name) if listens else desk


def clock() -> datetime:
    return datetime.now(UTC)


def next_one(gateway: Gateway) -> Notification:
    notification = gateway.receive(5)
    assert notification is not None
    return notification


def news(gateway: Gateway) -> News:
    """The next notification, acknowledged, in the desk's words."""
    notification = next_one(gateway)
    gateway.acknowledge(notification.receipt)
    return gateway.read(notification.raw)


def told(gateway: Gateway, count: int) -> list[News]:
    """So many notifications, acknowledged; of a message of ours: echo, sent, delivered."""
    return [news(gateway) for _ in range(count)]


def file_of(gateway: Gateway, incoming: Incoming) -> str:
    """The address of a message's file: as it came, or asked for."""
    assert incoming.attachment is not None
    return incoming.attachment.url or gateway.link(incoming.chat_id, incoming.id)


def emptied(gateway: Gateway) -> bool:
    """Whether everything that came was acknowledged."""
    return gateway.received(since=clock(), now=clock()) is not None
