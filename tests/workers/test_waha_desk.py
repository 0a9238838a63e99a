"""The real processes with GATEWAY=waha: one complaint from its first word to its result, and a
desk that changes its gateway while a complaint is at work. Kills: tests/crash."""

from __future__ import annotations

import base64
from collections.abc import Iterator
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from PIL import Image

from tests.conftest import SITI
from tests.e2e.register import done, wait_for_number
from tests.stack import Stack, wait_for

STORY = "Lampu jalan mati di Jl. Veteran sejak Senin malam"


def desk_on(folder: Path, gateway: str) -> Stack:
    settings = {"GATEWAY": gateway, "SYNC_EVERY_S": "1", "RECONCILE_AFTER_S": "5"}
    return Stack(folder, settings=settings)


@pytest.fixture
def stack(tmp_path: Path) -> Iterator[Stack]:
    """A prepared register and a worker that listens to WAHA."""
    with desk_on(tmp_path, "waha") as made:
        made.start_services()
        made.provision()
        made.start_worker()
        yield made


def photo() -> dict[str, str]:
    made = BytesIO()
    Image.new("RGB", (8, 8), "grey").save(made, "JPEG")
    data = base64.b64encode(made.getvalue()).decode()
    return {"name": "lampu.jpg", "mimeType": "image/jpeg", "data": data}


def answers(stack: Stack, chat: str = SITI) -> list[dict[str, Any]]:
    return [bubble for bubble in stack.phone(chat) if bubble["direction"] == "out"]


def wait_for_words(stack: Stack, words: str, chat: str = SITI) -> None:
    wait_for(words, lambda: any(words in one["text"] for one in answers(stack, chat)), within_s=60)


def calls(stack: Stack, name: str) -> int:
    counts = stack.control("GET", "gateway", "calls")["by_endpoint"]
    return int(counts.get(name, 0))


def settled(stack: Stack) -> bool:
    status = stack.status()
    return not (status["outbox_waiting"] or status["unknown"] or status["sheet_backlog"])


def test_one_complaint_from_its_first_word_to_its_result(stack: Stack) -> None:
    stack.write(SITI, STORY, typeMessage="imageMessage", caption=STORY, file=photo())
    number = wait_for_number(stack, SITI)
    wait_for("its row", lambda: stack.rows("Aduan"))  # by then the staff are known, too
    done(stack, number, "Teruskan ke OPD", "admin.kota", AGENCY="Dinhub")
    wait_for_words(stack, "Dinas Perhubungan")
    done(stack, number, "Terima dan Teruskan ke Tim OPD", "admin.dinhub")
    done(stack, number, "Selesai Ditindaklanjuti", "tim.dinhub", FOLLOW_UP="Lampu diganti.")
    done(stack, number, "Kirim Hasil", "admin.kota", ANSWER="Lampu sudah diganti.")
    wait_for_words(stack, "Lampu sudah diganti.")
    stack.write(SITI, "CEK")
    wait_for("an answer to CEK", lambda: len(answers(stack)) == 4, within_s=30)
    (row,) = wait_for("the row", lambda: settled(stack) and stack.rows("Aduan"), within_s=60)
    assert (row["No. Aduan"], row["Status"]) == (number, "Hasil Terkirim")
    assert list((stack.folder / "media").rglob("*.jpg")) or row["Lampiran"]
    assert [one.get("copies", 1) for one in answers(stack)] == [1] * 4
    assert calls(stack, "GET receiveNotification") == 0


def test_a_desk_that_changes_its_gateway_goes_on_with_everybody(tmp_path: Path) -> None:
    with desk_on(tmp_path, "green_api") as stack:
        stack.start_services()
        stack.provision()
        stack.start_worker()
        stack.write(SITI, STORY)
        number = wait_for_number(stack, SITI)
        stack.stop("worker")
        stack.environment["GATEWAY"] = "waha"
        stack.start_worker()
        stack.write(SITI, "CEK")
        wait_for("an answer", lambda: len(answers(stack)) == 2, within_s=60)
        assert number in answers(stack)[1]["text"]
        wait_for("everything in the Sheet", lambda: settled(stack), within_s=60)
        # Not by counting what was posted: in the morning a leader is sent the daily summary.
        assert [one.get("copies", 1) for one in answers(stack)] == [1, 1]
        theirs = SITI.partition("@")[0]
        gateways = [row["Gateway"] for row in stack.rows("Percakapan") if theirs in row["Chat"]]
    assert gateways == ["green_api", "green_api", "waha", "waha"]
