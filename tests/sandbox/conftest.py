from collections.abc import Iterator

import pytest

from sandbox import web
from sandbox.sheets.app import build
from sandbox.whatsapp.app import create
from sandbox.whatsapp.instance import SETTINGS
from tests.sandbox.gateway import Gateway
from tests.sandbox.google import Google


@pytest.fixture(scope="session")
def running_gateway(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    folder = tmp_path_factory.mktemp("gateway")
    with web.running(create(folder, quota=False, journal_lag_s=0)) as base:
        yield base


@pytest.fixture
def gateway(running_gateway: str) -> Iterator[Gateway]:
    """A gateway with empty chats, no faults, and the shortest delay between two messages."""
    gateway = Gateway(running_gateway)
    gateway.control("POST", "reset")
    settings = {**SETTINGS, "delaySendMessagesMilliseconds": 500}
    assert gateway.call("POST", "setSettings", json=settings).ok
    yield gateway
    gateway.control("DELETE", "faults")
    gateway.control("DELETE", "calls")
    gateway.session.close()


@pytest.fixture(scope="session")
def running_google(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    with web.running(build(tmp_path_factory.mktemp("google"), quota_on=False)) as base:
        yield base


@pytest.fixture
def google(running_google: str) -> Iterator[Google]:
    """The worker at a stand-in with one empty spreadsheet, no faults and no counts."""
    google = Google(running_google)
    google.control("POST", "reset")
    yield google
    google.control("DELETE", "faults")
    google.control("DELETE", "calls")
    google.session.close()
