"""Messages out: claimed on disk, handed over once, and what became of it noted."""

from __future__ import annotations

import logging
from collections.abc import Callable
from datetime import datetime, timedelta

from desk import conditions, outbox
from desk.context import Desk
from desk.outbox import Outgoing
from workers.gateways.base import File, Gateway, GatewayError

logger = logging.getLogger(__name__)

FIRST_RETRY_S, LONGEST_RETRY_S = 2, 60
UNEXPECTED = "kesalahan program saat mengirim"


def send(desk: Desk, gateway: Gateway, clock: Callable[[], datetime]) -> bool:
    """Send the next message, if any may leave. True if there was one.

    Raises GatewayError when it did not get through now, after the message's state says so: the
    caller pauses before the next one. A message that can never be sent is no reason to pause.
    """
    with desk.journal.read() as connection:
        if not conditions.may_send(connection):
            return False
    message = outbox.claim(desk, now=clock())
    if message is None:
        return False
    try:
        gateway_id = _hand_over(gateway, message)
    except GatewayError as error:
        _note(desk, message, error, now=clock())
        if not error.permanent:
            raise
    except Exception:
        outbox.uncertain(desk, message.id, UNEXPECTED, now=clock())
        raise
    else:
        outbox.accepted(desk, message.id, gateway_id, now=clock())
    return True


def _hand_over(gateway: Gateway, message: Outgoing) -> str:
    if message.media is None:
        return gateway.send_text(message.chat_id, message.body, message.quoted_id)
    file = File(message.media.path, message.media.name, message.media.mime)
    return gateway.send_file(
        message.chat_id, file, caption=message.body, quoted_id=message.quoted_id
    )


def _note(desk: Desk, message: Outgoing, error: GatewayError, *, now: datetime) -> None:
    logger.warning("message %s was not sent: %s", message.id, error.sentence)
    if error.uncertain:
        outbox.uncertain(desk, message.id, error.sentence, now=now)
        return
    wait_s = min(FIRST_RETRY_S * 2 ** min(message.attempts, 10), LONGEST_RETRY_S)
    outbox.refused(
        desk,
        message.id,
        error.sentence,
        permanent=error.permanent,
        retry_at=None if error.permanent else now + timedelta(seconds=wait_s),
        now=now,
    )
