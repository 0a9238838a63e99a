"""Messages in: on disk first, then acknowledged at the gateway."""

from __future__ import annotations

import logging
from collections.abc import Callable
from datetime import datetime

from desk import inbox
from desk.context import Desk
from desk.incoming import News
from workers.gateways.base import Gateway, Notification
from workers.traces import where

logger = logging.getLogger(__name__)

WAIT_S = 5  # also how long a clean stop may take


def pull(desk: Desk, gateway: Gateway, clock: Callable[[], datetime]) -> bool:
    """Take in one notification, waiting up to WAIT_S for it. True if there was one.

    Dying anywhere in here has the gateway hand it out again; it is known by its key then.
    """
    notification = gateway.receive(WAIT_S)
    if notification is None:
        return False
    take(desk, gateway, notification, now=clock())
    gateway.acknowledge(notification.receipt)
    return True


def take(desk: Desk, gateway: Gateway, notification: Notification, *, now: datetime) -> bool:
    """Keep it and do what it causes; what cannot be understood is kept for people. False: known."""
    return inbox.receive(
        desk,
        gateway=gateway.name,
        key=notification.key,
        raw=notification.raw,
        news=_read(gateway, notification),
        now=now,
    )


def _read(gateway: Gateway, notification: Notification) -> News | None:
    try:
        return gateway.read(notification.raw)
    except Exception as error:  # a provider may send anything; the raw text is kept
        logger.error("notification %s could not be read: %s", notification.key, where(error))
        return None
