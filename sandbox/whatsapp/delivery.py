"""What leaves the number: one message per delay while it is authorized, then its statuses."""

from __future__ import annotations

import asyncio

from sandbox.faults import Faults
from sandbox.whatsapp import rendering
from sandbox.whatsapp.instance import AUTHORIZED, Instance
from sandbox.whatsapp.phones import Message, next_status

KEPT_S = 24 * 3600.0
# These come whatever the settings say (page "Receive notifications about statuses").
ALWAYS_TOLD = frozenset({"failed", "noAccount"})
# The echo of an API message does not come for a number that does not exist.
NO_ECHO = frozenset({"noAccount"})


class Delivery:
    """Releases queued messages and lets time change the statuses of released ones."""

    def __init__(self, instance: Instance, faults: Faults) -> None:
        self._instance = instance
        self._faults = faults
        self._owed: dict[str, Message] = {}

    async def run(self) -> None:
        """Work until cancelled; sleeps until something is due or the instance is woken."""
        instance = self._instance
        while True:
            instance.wake.clear()
            wait_s = self.step(instance.now())
            await instance.database.settled()
            try:
                await asyncio.wait_for(instance.wake.wait(), wait_s)
            except TimeoutError:
                pass

    def step(self, now: float) -> float | None:
        """Do what is due; gives the seconds until the next thing is due (None: nothing is)."""
        phones = self._instance.phones
        if phones.queued(limit=1):
            phones.expire(now - KEPT_S)
        for message in phones.due(now):
            self._advance(message, now)
        self._release(now)
        times = [self._next_release_at(now), phones.next_due_at()]
        due = [at for at in times if at is not None]
        return max(0.0, min(due) - now) if due else None

    def _release(self, now: float) -> None:
        at = self._next_release_at(now)
        if at is not None and at <= now:
            self._advance(self._instance.phones.queued(limit=1)[0], now)

    def _next_release_at(self, now: float) -> float | None:
        instance = self._instance
        if instance.state != AUTHORIZED or not instance.phones.queued(limit=1):
            return None
        delay_ms: int = instance.settings["delaySendMessagesMilliseconds"]
        # A clock that was set back must not hold the queue.
        return min(instance.phones.last_left_at, now) + delay_ms / 1000

    def _advance(self, message: Message, now: float) -> None:
        instance = self._instance
        status = next_status(message)
        if status is None:
            return
        leaving = message.status == "queued"
        changed = instance.phones.advance(message, status, now)
        if leaving and status not in NO_ECHO and instance.wants("outgoingAPIMessageWebhook"):
            body = rendering.received(changed, instance.quoted(changed), chat_name=changed.chat)
            instance.notify("outgoingAPIMessageReceived", body)
        if status in ALWAYS_TOLD or instance.wants("outgoingWebhook"):
            self._tell(changed, now)

    def _tell(self, message: Message, now: float) -> None:
        """Notify about a status; the fault `reordered` keeps it back until after the next one."""
        more_to_come = next_status(message) is not None
        if more_to_come and self._faults.take(f"STATUS {message.chat}", {"reordered"}):
            self._owed[message.id] = message
            return
        for told in (message, self._owed.pop(message.id, None)):
            if told:
                body = rendering.status_changed(told, now)
                self._instance.notify("outgoingMessageStatus", body)
