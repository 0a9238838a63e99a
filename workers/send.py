"""Messages out: claimed on disk, handed over once, and what became of them noted."""

from __future__ import annotations

import logging
import time
from collections.abc import Callable
from concurrent.futures import Executor, ThreadPoolExecutor
from datetime import datetime, timedelta
from functools import partial

from desk import conditions, outbox, refusals
from desk.context import Desk
from desk.outbox import Outcome, Outgoing
from desk.refusals import Refusal
from workers.gateways.base import File, Gateway, GatewayError
from workers.traces import where

logger = logging.getLogger(__name__)

FIRST_RETRY_S, LONGEST_RETRY_S = 2, 60
LONGEST_PAUSE_S = 1.0  # so that a clean end does not wait for long
UNEXPECTED = "kesalahan program saat mengirim"

Attempt = tuple[Outcome, GatewayError | None]


class Crew:
    """Hands over several messages at once: a gateway may take 150 ms for each.

    `at_once`: how many; they share one commit before they leave and one after.
    """

    def __init__(self, at_once: int) -> None:
        self.at_once = at_once
        self.hands: Executor = ThreadPoolExecutor(at_once, thread_name_prefix="hand")


def send(desk: Desk, gateway: Gateway, clock: Callable[[], datetime], crew: Crew) -> bool:
    """Send the next messages, if any may leave. True if there were some.

    Raises GatewayError when one did not get through now, after the messages' states say so: the
    caller pauses before the next ones. A message that can never be sent is no reason to pause.
    """
    with desk.journal.read() as connection:
        if not conditions.may_send(connection):
            return False
        refusal = refusals.standing(connection)
    if refusal and clock() < refusal.ask_at:
        return False
    if _must_wait(gateway):
        return True
    most = 1 if refusal else min(crew.at_once, gateway.at_once)
    leaving = outbox.claim(desk, now=clock(), most=most)
    if not leaving:
        return False
    attempts = list(crew.hands.map(partial(_attempt, gateway, clock), leaving))
    outbox.note(desk, [outcome for outcome, _ in attempts], now=clock())
    if _refused(desk, attempts, before=refusal, now=clock()):
        return False
    for _, error in attempts:
        if error is not None and not error.permanent:
            raise error
    return True


def _refused(desk: Desk, attempts: list[Attempt], *, before: Refusal | None, now: datetime) -> bool:
    """Whether the gateway takes nothing for now; what it says is known to all senders at once."""
    cause = next((error.cause for _, error in attempts if error and error.cause), "")
    taken = any(outcome.gateway_id for outcome, _ in attempts)
    if cause or (before and taken):
        with desk.journal.write() as connection:
            if cause:
                refusals.note(connection, cause, now=now)
            else:
                refusals.over(connection, now=now)
    return bool(cause)


def _must_wait(gateway: Gateway) -> bool:
    """Keep a gateway's pause before a message is claimed: one that waits in hand when the worker
    ends is in doubt. True: it is not over yet.
    """
    pause_s = gateway.pause_s()
    if pause_s:
        time.sleep(min(pause_s, LONGEST_PAUSE_S))
    return pause_s > LONGEST_PAUSE_S


def _attempt(gateway: Gateway, clock: Callable[[], datetime], message: Outgoing) -> Attempt:
    """Hand one message over, once."""
    try:
        return Outcome(message.id, gateway_id=_hand_over(gateway, message)), None
    except GatewayError as error:
        logger.warning("message %s was not sent: %s", message.id, error.sentence)
        return _outcome(message, error, now=clock()), error
    except Exception as error:  # it may have left: nobody sends it again before asking
        logger.error("message %s failed: %s", message.id, where(error))
        failure = GatewayError(UNEXPECTED, permanent=False, uncertain=True)
        return Outcome(message.id, error=UNEXPECTED, uncertain=True), failure


def _hand_over(gateway: Gateway, message: Outgoing) -> str:
    if message.media is None:
        return gateway.send_text(message.chat_id, message.body, message.quoted_id, key=message.id)
    file = File(message.media.path, message.media.name, message.media.mime)
    return gateway.send_file(
        message.chat_id, file, caption=message.body, quoted_id=message.quoted_id, key=message.id
    )


def _outcome(message: Outgoing, error: GatewayError, *, now: datetime) -> Outcome:
    wait_s = min(FIRST_RETRY_S * 2 ** min(message.attempts, 10), LONGEST_RETRY_S)
    wait = refusals.TURN_AFTER if error.cause else timedelta(seconds=wait_s)
    again = not (error.permanent or error.uncertain)
    return Outcome(
        message.id,
        error=error.sentence,
        uncertain=error.uncertain,
        retry_at=now + wait if again else None,
    )
