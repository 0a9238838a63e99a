"""What WAHA's lists show that was not handed out yet: there is no queue and no cursor.

WhatsApp's time says when a message was written, not when WAHA heard of it, so a late one stands
among older ones. Each look reads the newest until it meets what it knows; every minute the last
quarter of an hour is read as a whole. What is older, `workers.sweep` finds.
"""

from __future__ import annotations

import threading
from collections import deque
from collections.abc import Callable, Iterator
from datetime import datetime, timedelta
from typing import Any

from workers.gateways import waha_reading as reading
from workers.gateways.base import Notification

Line = dict[str, Any]
#: (limit, offset, sortOrder, since in unix seconds) -> a page of the list of all messages
ListAll = Callable[..., list[Line]]

PAGE = 100
LONGEST = 1_000_000  # lines of one list: an end, also where offsets are not heeded
OVERLAP = timedelta(minutes=15)
WHOLE_EVERY = timedelta(minutes=1)
#: What was written so long before the start is the sweep's; also the clocks' difference.
BEFORE_START = timedelta(minutes=1)
#: How long it is not asked again whose number a hidden id stands for.
NOT_TOLD_FOR = timedelta(minutes=10)


class Window:
    """The lists of one session. Safe to use from several threads."""

    def __init__(
        self, list_all: ListAll, number_of: Callable[[str], str], *, began: datetime
    ) -> None:
        self._list_all = list_all
        self._numbers = Numbers(number_of)
        self._floor = began - BEFORE_START
        self._whole_at: datetime | None = None
        self._known: dict[str, datetime] = {}
        self._waiting: deque[Notification] = deque()
        self._lock = threading.Lock()

    def head(self, now: datetime) -> Notification | None:
        """The oldest that was not acknowledged; looks for more when there is none."""
        with self._lock:
            if not self._waiting:
                self._look(now)
            return self._waiting[0] if self._waiting else None

    def acknowledge(self, key: str) -> None:
        with self._lock:
            if self._waiting and self._waiting[0].receipt == key:
                self._waiting.popleft()

    @property
    def waits(self) -> bool:
        """Whether something was found that nobody has acknowledged."""
        return bool(self._waiting)

    def all_since(self, since: datetime, now: datetime) -> list[Notification]:
        """Everything from then on, oldest first, whether it was handed out or not."""
        found: list[Notification] = []
        for page in self._pages("asc", since):
            for line in page:
                found += self._notifications(line, now)
        return found

    def _look(self, now: datetime) -> None:
        since = max(self._floor, now - OVERLAP)
        if self._whole_at is None or now >= self._whole_at:
            for page in self._pages("asc", since):
                self._take(page, now)
            self._whole_at = now + WHOLE_EVERY
            self._forget(now)
            return
        pages: list[list[Line]] = []
        for page in self._pages("desc", since):
            pages.append(page)
            if not any(self._is_new(line, now) for line in page):
                break
        for page in reversed(pages):
            self._take(page[::-1], now)

    def _pages(self, order: str, since: datetime) -> Iterator[list[Line]]:
        """Pages may be shorter than asked for; an empty one is the end."""
        for offset in range(0, LONGEST, PAGE):
            page = self._list_all(
                limit=PAGE, offset=offset, sortOrder=order, since=int(since.timestamp())
            )
            if not page:
                return
            yield page

    def _take(self, page: list[Line], now: datetime) -> None:
        for line in page:
            if self._is_new(line, now):
                for one in self._notifications(line, now):
                    if one.key not in self._known:
                        self._known[one.key] = now
                        self._waiting.append(one)

    def _is_new(self, line: Line, now: datetime) -> bool:
        pairs = reading.notifications(line, "", now=now)
        return any(key not in self._known for key, _ in pairs)

    def _notifications(self, line: Line, now: datetime) -> list[Notification]:
        number = reading.number_of(line) or self._numbers.behind(reading.told_chat(line), now)
        return [
            Notification(key=key, receipt=key, raw=raw)
            for key, raw in reading.notifications(line, number, now=now)
        ]

    def _forget(self, now: datetime) -> None:
        """What can no longer be met again."""
        oldest = now - 2 * OVERLAP
        self._known = {key: seen for key, seen in self._known.items() if seen >= oldest}


class Numbers:
    """Whose number a hidden chat id stands for, asked once."""

    def __init__(self, number_of: Callable[[str], str]) -> None:
        self._number_of = number_of
        self._found: dict[str, str] = {}
        self._not_before: dict[str, datetime] = {}

    def behind(self, chat: str, now: datetime) -> str:
        """`…@c.us`, or "" while WhatsApp does not say."""
        if not chat.endswith("@lid") or chat in self._found:
            return self._found.get(chat, "")
        if now < self._not_before.get(chat, now):
            return ""
        number = self._number_of(chat)
        if number:
            self._found[chat] = number
        else:
            self._not_before[chat] = now + NOT_TOLD_FOR
        return number
