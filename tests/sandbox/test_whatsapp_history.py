"""Journals and their lag, and what survives when the gateway itself is killed."""

import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from sandbox import listener, web
from sandbox.whatsapp.app import create
from tests.sandbox.gateway import WARGA, Gateway, eventually


def test_the_journals_have_flat_lines_newest_first(gateway: Gateway):
    first, second = gateway.write("satu"), gateway.write("dua")
    lines = gateway.call("GET", "lastIncomingMessages").json()
    assert [line["idMessage"] for line in lines] == [second, first]
    assert (
        lines[0]
        | {
            "type": "incoming",
            "typeMessage": "textMessage",
            "chatId": WARGA,
            "senderId": WARGA,
            "senderName": "Siti",
            "textMessage": "dua",
        }
        == lines[0]
    )


def test_a_journal_of_some_minutes_leaves_older_messages_out(gateway: Gateway):
    gateway.write("lama")
    gateway.control("POST", "clock", {"advance_s": 600})
    new = gateway.write("baru")
    lines = gateway.call("GET", "lastIncomingMessages", params={"minutes": 5}).json()
    assert [line["idMessage"] for line in lines] == [new]
    assert gateway.call("GET", "lastIncomingMessages", params={"minutes": "x"}).status_code == 400


def test_a_chat_has_both_directions_and_one_message_can_be_asked_for(gateway: Gateway):
    asked = gateway.write("tanya")
    answered = gateway.send("jawab", quotedMessageId=asked)
    lines = gateway.call("POST", "getChatHistory", json={"chatId": WARGA, "count": 10}).json()
    assert [(line["type"], line["idMessage"]) for line in lines] == [
        ("outgoing", answered),
        ("incoming", asked),
    ]
    one = gateway.call("POST", "getMessage", json={"chatId": WARGA, "idMessage": answered}).json()
    assert (one["sendByApi"], one["quotedMessage"]["stanzaId"]) == (True, asked)
    other = {"chatId": "6289999999999@c.us", "idMessage": answered}
    assert gateway.call("POST", "getMessage", json=other).status_code == 400


def test_a_message_appears_in_the_journals_only_after_the_lag(tmp_path: Path):
    with web.running(create(tmp_path, quota=False, journal_lag_s=120)) as base:
        gateway = Gateway(base)
        gateway.write()
        gateway.send()
        journals = ("lastIncomingMessages", "lastOutgoingMessages")
        assert [gateway.call("GET", name).json() for name in journals] == [[], []]
        gateway.control("POST", "clock", {"advance_s": 121})
        assert [len(gateway.call("GET", name).json()) for name in journals] == [1, 1]


def test_reset_empties_chats_and_queues_and_keeps_the_settings(gateway: Gateway):
    gateway.write()
    gateway.control("POST", "state", {"stateInstance": "blocked"})
    gateway.send()
    gateway.control("POST", "reset")
    assert gateway.control("GET", "chats") == []
    assert gateway.waiting() == 0
    assert gateway.call("GET", "getMessagesCount").json() == {"count": 0}
    assert gateway.call("GET", "getStateInstance").json() == {"stateInstance": "authorized"}
    settings = gateway.call("GET", "getSettings").json()
    assert settings["delaySendMessagesMilliseconds"] == 500


@pytest.mark.parametrize(
    ("path", "body"),
    [("state", {"stateInstance": "mengantuk"}), ("clock", {"advance_s": "1"}), ("state", [])],
)
def test_control_that_makes_no_sense_is_refused_in_one_sentence(gateway, path, body):
    assert gateway.control("POST", path, body)["error"].endswith(".")


def start(folder: Path, port: int) -> "subprocess.Popen[str]":
    environ = {
        **os.environ,
        "SANDBOX_DIR": str(folder),
        "SANDBOX_GATEWAY_PORT": str(port),
        "SANDBOX_QUOTA": "off",
        "SANDBOX_JOURNAL_LAG_S": "0",
    }
    return subprocess.Popen(
        [sys.executable, "-m", "sandbox.whatsapp"],
        env=environ,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )


def started(folder: Path, port: int) -> "subprocess.Popen[str]":
    process = start(folder, port)
    assert process.stdout is not None
    line = process.stdout.readline()
    assert line == f"Gateway WhatsApp: http://127.0.0.1:{port}\n"
    return process


def free_port() -> int:
    with listener.bind(0) as free:
        port: int = free.getsockname()[1]
        return port


def test_a_killed_gateway_has_every_answered_change(tmp_path: Path):
    port = free_port()
    process = started(tmp_path, port)
    gateway = Gateway(f"http://127.0.0.1:{port}")
    gateway.call("POST", "setSettings", json={"delaySendMessagesMilliseconds": 600_000})
    kept = [gateway.write(f"pesan {i}") for i in range(20)]
    gone = [gateway.take()["idMessage"] for _ in range(5)]
    left = gateway.send("keluar")
    eventually(lambda: any(b["idMessage"] == left for b in gateway.chat()))
    queued = gateway.send("antre")
    process.send_signal(signal.SIGKILL)
    process.communicate(timeout=10)

    process = started(tmp_path, port)
    gateway = Gateway(f"http://127.0.0.1:{port}")
    again = [gateway.take()["idMessage"] for _ in range(15)]
    assert gone + again == kept
    queue = gateway.call("GET", "showMessagesQueue").json()
    assert [item["messageID"] for item in queue] == [queued]
    assert [b["idMessage"] for b in gateway.chat()] == [*kept, left]
    process.terminate()
    process.communicate(timeout=10)
    assert process.returncode == 0


def test_a_second_gateway_on_the_same_port_or_folder_is_refused(tmp_path: Path):
    port = free_port()
    process = started(tmp_path, port)
    for second_port, reason in (
        (port, f"Port {port} (SANDBOX_GATEWAY_PORT)"),
        (free_port(), "SANDBOX_DIR"),
    ):
        second = start(tmp_path, second_port)
        out, error = second.communicate(timeout=20)
        assert (second.returncode, out, error.count("\n")) == (1, "", 1)
        assert reason in error
    process.terminate()
    process.communicate(timeout=10)
