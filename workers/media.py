"""Attachments: fetched one at a time, apart from the messages that brought them."""

from __future__ import annotations

import logging
from collections.abc import Callable
from datetime import datetime

from sqlalchemy import RowMapping

from desk import media
from desk.context import Desk
from workers.gateways.base import Gateway, GatewayError

logger = logging.getLogger(__name__)


def fetch_one(desk: Desk, gateway: Gateway, clock: Callable[[], datetime]) -> bool:
    """Fetch the next waiting attachment. True if there was one.

    One that cannot be fetched waits by its own plan and is no reason to pause: the next one may
    lie on another server.
    """
    row = media.waiting(desk, now=clock())
    if row is None:
        return False
    try:
        data = _bytes(gateway, row, desk.media_max_bytes)
    except GatewayError as error:
        logger.info("attachment %s could not be fetched: %s", row["id"], error.sentence)
        media.failed(desk, row["id"], error.sentence, permanent=error.permanent, now=clock())
    else:
        media.arrived(desk, row["id"], data, now=clock())
    return True


def _bytes(gateway: Gateway, row: RowMapping, limit_bytes: int) -> bytes:
    """From the address that came with the message, else from a fresh one.

    A journal made again from the Sheet does not know the first one.
    """
    if not row["url"]:
        return gateway.fetch(gateway.link(row["chat_id"], row["gateway_id"]), limit_bytes)
    try:
        return gateway.fetch(row["url"], limit_bytes)
    except GatewayError as error:
        fresh = "" if error.permanent else _fresh_address(gateway, row)
        if not fresh:
            raise
    return gateway.fetch(fresh, limit_bytes)


def _fresh_address(gateway: Gateway, row: RowMapping) -> str:
    try:
        return gateway.link(row["chat_id"], row["gateway_id"])
    except GatewayError:
        return ""
