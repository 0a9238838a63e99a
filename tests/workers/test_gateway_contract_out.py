"""What every gateway must do with messages out, held against its stand-in over HTTP."""

from __future__ import annotations

import logging
from datetime import timedelta
from pathlib import Path

import pytest
import requests

from desk.incoming import Delivery, Echo, Receipt
from tests.conftest import SITI
from tests.stack import free_port
from tests.workers.conftest import (
    ADAPTERS,
    SENDING,
    TEXT,
    Phones,
    clock,
    news,
    told,
)
from workers.gateways.base import File, Gateway, GatewayError

PHOTO = b"\xff\xd8\xff\xe0" + b"0" * 100
#: Answers that say that nothing was sent.
DEFINITE = {"green_api": (401, 403, 404, 429, 466), "waha": (401, 403, 404, 422, 429)}


def look(gateway: Gateway, text: str, *, known: frozenset[str] = frozenset()) -> str | None:
    since = clock() - timedelta(seconds=30)
    return gateway.find(SITI, text, since=since, now=clock(), known=known)


def refusal(gateway: Gateway, text: str = "Halo") -> GatewayError:
    with pytest.raises(GatewayError) as caught:
        gateway.send_text(SITI, text)
    return caught.value


def test_a_text_reaches_the_phone_and_its_news_come_back(gateway: Gateway, phones: Phones) -> None:
    sent = gateway.send_text(SITI, "Terima kasih")
    assert phones.arrived()[0]["idMessage"] == sent
    echo, *receipts = told(gateway, 3)
    assert isinstance(echo, Echo)
    assert (echo.id, echo.chat_id, echo.text, echo.by_api) == (sent, SITI, "Terima kasih", True)
    deliveries = [one.delivery for one in receipts if isinstance(one, Receipt) and one.id == sent]
    assert deliveries == [Delivery.SENT, Delivery.DELIVERED]


def test_a_reply_quotes_the_message_it_answers(gateway: Gateway, phones: Phones) -> None:
    asked = phones.write(text="halo")
    gateway.send_text(SITI, "Ya", quoted_id=asked)
    assert phones.arrived()[0]["quotedMessageId"] == asked


def test_a_file_reaches_the_phone_with_its_caption(
    gateway: Gateway, phones: Phones, tmp_path: Path
) -> None:
    path = tmp_path / "hasil.jpg"
    path.write_bytes(PHOTO)
    sent = gateway.send_file(SITI, File(path, "hasil.jpg", "image/jpeg"), caption="Selesai")
    (bubble,) = phones.arrived()
    assert (bubble["idMessage"], bubble["text"]) == (sent, "Selesai")
    assert gateway.fetch(bubble["fileUrl"], 10_000) == PHOTO


def test_what_staff_type_on_the_phone_is_an_echo_not_sent_by_us(
    gateway: Gateway, phones: Phones
) -> None:
    phones.write(text="dari ponsel", typeWebhook="outgoingMessageReceived")
    found = news(gateway)
    assert isinstance(found, Echo)
    assert (found.text, found.by_api) == ("dari ponsel", False)


def test_a_text_that_is_too_long_never_leaves(gateway: Gateway, phones: Phones) -> None:
    assert refusal(gateway, "x" * 20_001).permanent
    assert phones.asked(*TEXT) == 0


def test_a_definite_refusal_may_be_tried_again(gateway: Gateway, phones: Phones) -> None:
    for status in DEFINITE[gateway.name]:
        phones.fault("status", SENDING, status=status, count=1)
        error = refusal(gateway)
        assert (status, error.permanent, error.uncertain) == (status, False, False)


def test_what_the_gateway_finds_wrong_is_never_tried_again(gateway: Gateway) -> None:
    with pytest.raises(GatewayError) as caught:
        gateway.send_text("bukan nomor", "Halo")
    assert caught.value.permanent


@pytest.mark.parametrize("status", [499, 500, 502, 503, 504])
def test_any_other_answer_leaves_it_open(gateway: Gateway, phones: Phones, status: int) -> None:
    phones.fault("status", SENDING, status=status, html=status == 502)
    assert refusal(gateway).uncertain


def test_without_a_connection_nothing_was_sent() -> None:
    for adapter in ADAPTERS.values():
        error = refusal(adapter(f"http://127.0.0.1:{free_port()}"))
        assert (error.permanent, error.uncertain) == (False, False)


def test_a_cut_connection_is_uncertain_and_never_sent_twice(
    gateway: Gateway, phones: Phones
) -> None:
    phones.fault("cut_after", SENDING, count=1)
    assert refusal(gateway, "Nomor 1").uncertain
    assert len(phones.arrived()) == phones.asked(*TEXT) == 1


def test_nothing_tells_the_token(
    gateway: Gateway, phones: Phones, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG)
    secret = "sangat-rahasia-1234"
    errors = [refusal(ADAPTERS[gateway.name](phones.url, token=secret))]
    errors.append(refusal(ADAPTERS[gateway.name](f"http://127.0.0.1:{free_port()}", token=secret)))
    for error in errors:
        assert secret not in f"{error!r} {error.__cause__!r} {error.sentence}"
        assert error.__suppress_context__ or error.__context__ is None
    ours = [line.getMessage() for line in caplog.records if not line.name.startswith("uvicorn")]
    assert secret not in str(ours)


# --- finding out what was sent


def test_an_uncertain_message_is_found_where_the_gateway_keeps_it(
    gateway: Gateway, phones: Phones
) -> None:
    phones.fault("cut_after", SENDING, count=1)
    refusal(gateway, "ALADIN-2026-00001 diterima\r\n")
    sent = phones.arrived()[0]["idMessage"]
    assert look(gateway, "ALADIN-2026-00001 diterima") == sent


def test_a_message_still_in_the_queue_is_found(green: Gateway, phones: Phones) -> None:
    phones.state("notAuthorized")
    sent = green.send_text(SITI, "Nomor 2")
    assert (phones.shown(), look(green, "Nomor 2")) == ([], sent)


def test_a_text_with_a_link_is_found(gateway: Gateway, phones: Phones) -> None:
    sent = gateway.send_text(SITI, "Nomor 3, lihat https://contoh.test")
    phones.arrived()
    assert look(gateway, "Nomor 3, lihat https://contoh.test") == sent


def test_a_file_is_found_by_caption_and_name(
    gateway: Gateway, phones: Phones, tmp_path: Path
) -> None:
    path = tmp_path / "hasil.jpg"
    path.write_bytes(PHOTO)
    sent = gateway.send_file(SITI, File(path, "hasil.jpg", "image/jpeg"))
    phones.arrived()
    since = clock() - timedelta(seconds=30)
    assert gateway.find(SITI, "", since=since, now=clock(), file_name="hasil.jpg") == sent


def test_what_never_left_is_found_nowhere(gateway: Gateway, phones: Phones) -> None:
    phones.fault("cut_before", SENDING, count=1)
    assert refusal(gateway, "Nomor 4").uncertain
    assert look(gateway, "Nomor 4") is None


def test_another_message_with_the_same_text_is_not_mistaken_for_it(
    gateway: Gateway, phones: Phones
) -> None:
    first = gateway.send_text(SITI, "Selamat datang")
    phones.arrived()
    told(gateway, 3)
    assert look(gateway, "Selamat datang", known=frozenset({first})) is None


def test_not_sent_is_no_promise_while_the_number_is_away(gateway: Gateway, phones: Phones) -> None:
    phones.state("notAuthorized")
    with pytest.raises(GatewayError) as caught:
        look(gateway, "Nomor 5")
    assert not caught.value.permanent


def test_not_sent_is_no_promise_while_a_notification_waits(green: Gateway, phones: Phones) -> None:
    phones.write(text="halo")
    with pytest.raises(GatewayError) as caught:
        look(green, "Nomor 5")
    assert caught.value.uncertain


# --- the number


def test_settings_are_put_right_once(green: Gateway, phones: Phones) -> None:
    wrong = {"incomingWebhook": "no", "delaySendMessagesMilliseconds": 3000}
    address = f"{phones.url}/waInstance1101000001/setSettings/sandbox"
    requests.post(address, json=wrong, timeout=10).raise_for_status()
    assert green.prepare() == ()
    assert green.prepare() == ()
    assert phones.asked("POST setSettings") == 2  # ours once, beside the one above


def test_what_was_sent_lately_is_told_with_its_words(gateway: Gateway, phones: Phones) -> None:
    first = gateway.send_text(SITI, "Nomor aduan: ALADIN-2026-00007")
    phones.arrived(1)
    waiting = gateway.send_text(SITI, "Masih dalam antrean")
    found = {one.id: one for one in gateway.sent(since=clock() - timedelta(hours=1), now=clock())}
    assert found[first].text == "Nomor aduan: ALADIN-2026-00007"
    assert (found[waiting].chat_id, found[waiting].by_api) == (SITI, True)


def test_it_tells_which_chat_is_its_own(gateway: Gateway, phones: Phones) -> None:
    assert gateway.own_chat() == "6281111111111@c.us"
