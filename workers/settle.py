"""Uncertain messages: the gateway is asked what it sent before anything is sent again."""

from __future__ import annotations

import logging
from collections.abc import Callable
from datetime import datetime, timedelta

from sqlalchemy import select

from desk import conditions, outbox, settling
from desk.context import Desk
from desk.outbox import Outgoing, State
from desk.schema import messages
from workers.gateways.base import Gateway, GatewayError

logger = logging.getLogger(__name__)

#: Longer than any request to the gateway can take: what still says "sending" lost its sender.
ABANDONED_AFTER = timedelta(minutes=5)
LOST_SENDER = "pengiriman terputus"


def settle(
    desk: Desk, gateway: Gateway, clock: Callable[[], datetime], *, after: timedelta
) -> bool:
    """Settle every uncertain message that left at least `after` ago, as far as can be known.

    Always False: what cannot be known yet is asked again at the next pass. Raises the last
    GatewayError when none of several could be asked about.
    """
    failure = None
    _find_abandoned(desk, now=clock())
    settling.ask_about_silent_ones(desk, now=clock())
    for message in settling.uncertain_ones(desk, older_than=clock() - after):
        try:
            _settle_one(desk, gateway, message, after=after, now=clock())
        except GatewayError as error:
            logger.info("message %s is not settled yet: %s", message.id, error.sentence)
            failure = None if error.uncertain else error
    if failure:
        raise failure
    return False


def _settle_one(
    desk: Desk, gateway: Gateway, message: Outgoing, *, after: timedelta, now: datetime
) -> None:
    sent_at = message.started_at or now
    found = gateway.find(
        message.chat_id,
        message.body,
        since=sent_at,
        now=now,
        file_name=message.media.name if message.media else "",
        known=_known(desk, message.chat_id),
        key=message.id,
    )
    if found is None and not _ready_throughout(desk, since=sent_at, after=after, now=now):
        return
    settling.settle(desk, message.id, gateway_id=found, now=now, same_again=gateway.same_again)
    logger.info("message %s was %s", message.id, "found" if found else "found nowhere")


def _known(desk: Desk, chat_id: str) -> frozenset[str]:
    """The gateway's ids of our other messages to this chat."""
    query = select(messages.c.gateway_id).where(
        messages.c.gateway == desk.gateway,
        messages.c.chat_id == chat_id,
        messages.c.direction == "out",
        messages.c.gateway_id != "",
    )
    with desk.journal.read() as connection:
        return frozenset(connection.execute(query).scalars())


def _ready_throughout(desk: Desk, *, since: datetime, after: timedelta, now: datetime) -> bool:
    """Whether the gateway's journals can say "never sent".

    A number that was away holds its queue and lets it go on return, so the journals' lag counts
    from then.
    """
    with desk.journal.read() as connection:
        state, ready_since = conditions.number_state(connection)
    if state != conditions.AUTHORIZED or ready_since is None:
        return False
    return ready_since <= max(since, now - after)


def _find_abandoned(desk: Desk, *, now: datetime) -> None:
    query = select(messages.c.id).where(
        messages.c.direction == "out",
        messages.c.state == State.SENDING,
        messages.c.started_at < now - ABANDONED_AFTER,
    )
    with desk.journal.read() as connection:
        found = list(connection.execute(query).scalars())
    for message_id in found:
        outbox.note(desk, [outbox.Outcome(message_id, error=LOST_SENDER, uncertain=True)], now=now)
