"""The gateway's own log beside its queue: what the queue never gave is taken in all the same."""

from __future__ import annotations

import logging
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import exists, select

from desk import inbox
from desk.context import Desk
from desk.incoming import Incoming
from desk.journal import recall, remember
from desk.schema import messages
from workers import pull
from workers.gateways.base import Gateway, Notification

logger = logging.getLogger(__name__)

EVERY = timedelta(minutes=10)
#: As long as the gateway's queue keeps what nobody fetched.
REACH = timedelta(hours=24)
BEGUN = "sweep_from"  # what came before this was never the desk's business
#: A first start may take several tries; who writes meanwhile is answered.
STARTING = timedelta(minutes=10)


@dataclass
class Sweep:
    """At start and then every ten minutes, when the queue is empty."""

    desk: Desk
    gateway: Gateway
    clock: Callable[[], datetime]
    _done_at: datetime | None = None

    def look(self) -> bool:
        """One look, if it is due. True: something was found that the queue never gave."""
        now = self.clock()
        if self._done_at and now < self._done_at + EVERY:
            return False
        found = self.gateway.received(since=self._since(now), now=now)
        if found is None:
            return False
        self._done_at = now
        new = inbox.unknown(self.desk, self.gateway.name, [one.key for one in found])
        taken = [one for one in found if one.key in new and not self._is_kept(one)]
        for one in taken:
            pull.take(self.desk, self.gateway, one, now=self.clock())
        if taken:
            logger.warning("%s messages stood in the gateway's journal only", len(taken))
        return bool(taken)

    def _is_kept(self, one: Notification) -> bool:
        """Whether a journal that was made again has the message, its chat perhaps still hidden."""
        try:
            news = self.gateway.read(one.raw)
        except Exception:  # it is kept for people
            return False
        if not isinstance(news, Incoming):
            return False
        query = select(messages.c.id).where(
            messages.c.gateway == self.gateway.name,
            messages.c.gateway_id == news.id,
            messages.c.direction == "in",
        )
        with self.desk.journal.read() as connection:
            return connection.execute(query.limit(1)).first() is not None

    def _since(self, now: datetime) -> datetime:
        """A day ago, but not long before the desk began: what a new number was written before that
        was answered by hand. A journal that was made again has messages, and reaches a day back.
        """
        with self.desk.journal.write() as connection:
            begun = recall(connection, BEGUN)
            if begun is None:
                known = connection.execute(select(exists().select_from(messages))).scalar_one()
                begun = (now - (REACH if known else STARTING)).isoformat()
                remember(connection, BEGUN, begun, now=now)
        return max(now - REACH, datetime.fromisoformat(begun))
