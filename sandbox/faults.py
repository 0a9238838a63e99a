"""The faults a stand-in shows on demand: which requests each one hits and when it ends."""

from __future__ import annotations

import asyncio
import re
import time
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

# Nothing is applied under `status`, `cut_before`, `hang` and `off`; everything is under the others.
COMMON = frozenset(
    {"status", "status_after", "latency", "slow_answer"}
    | {"cut_before", "cut_after", "late", "hang", "hang_after", "off"}
)

# For these `for_s` is how long the request waits, not how long the fault is in force.
DELAYED = frozenset({"late"})

FIELDS: dict[str, type | tuple[type, ...]] = {
    "kind": str,
    "match": str,
    "count": int,
    "for_s": (int, float),
    "latency_ms": (int, float),
    "status": int,
    "html": bool,
}
NEEDED = {
    "latency": "latency_ms",
    "slow_answer": "latency_ms",
    "status": "status",
    "status_after": "status",
    "late": "for_s",
}


class BadFault(ValueError):
    """The control body describes no fault; the text says why in one sentence."""


@dataclass(eq=False)
class Fault:
    """One fault in force. `left` is None without a limit, `until` (monotonic) without an end."""

    kind: str
    match: re.Pattern[str]
    count: int | None = None
    for_s: float | None = None
    latency_s: float = 0.0
    status: int = 0
    html: bool = False
    until: float | None = None
    left: int | None = None
    ended: asyncio.Event = field(default_factory=asyncio.Event)

    def alive(self, at: float) -> bool:
        return self.left != 0 and (self.until is None or at < self.until)

    def use(self) -> None:
        if self.left is not None:
            self.left -= 1

    def describe(self) -> dict[str, Any]:
        """The fault as `GET /_sandbox/faults` shows it: what is left of it."""
        shown: dict[str, Any] = {"kind": self.kind, "match": self.match.pattern}
        if self.left is not None:
            shown["count"] = self.left
        if self.for_s is not None:
            shown["for_s"] = self.for_s
        if self.latency_s:
            shown["latency_ms"] = self.latency_s * 1000
        if self.status:
            shown |= {"status": self.status, "html": self.html}
        return shown


def parse(body: object, kinds: Iterable[str], *, at: float) -> list[Fault]:
    """One fault or a list of them from a control body; `at` is the monotonic now.

    Raises BadFault, before anything is in force, when one of them makes no sense.
    """
    items = body if isinstance(body, list) else [body]
    return [_fault(item, frozenset(kinds), at) for item in items]


def _fault(item: object, kinds: frozenset[str], at: float) -> Fault:
    if not isinstance(item, Mapping):
        raise BadFault('A fault is an object such as {"kind": "status", "match": "POST", ...}.')
    _check_types(item)
    kind = item.get("kind")
    if kind not in kinds:
        raise BadFault(f"'kind' must be one of {', '.join(sorted(kinds))}.")
    _check_values(item)
    for_s = item.get("for_s")
    lives = for_s is not None and kind not in DELAYED
    return Fault(
        kind=kind,
        match=_pattern(item.get("match", "")),
        count=item.get("count"),
        for_s=for_s,
        latency_s=item.get("latency_ms", 0) / 1000,
        status=item.get("status", 0),
        html=item.get("html", False),
        until=at + for_s if for_s is not None and lives else None,
        left=item.get("count"),
    )


def _check_types(item: Mapping[str, Any]) -> None:
    unknown = sorted(set(item) - set(FIELDS))
    if unknown:
        raise BadFault(f"'{unknown[0]}' is not a field of a fault.")
    for name, value in item.items():
        wrong_bool = isinstance(value, bool) and FIELDS[name] is not bool
        if wrong_bool or not isinstance(value, FIELDS[name]):
            raise BadFault(f"'{name}' has the wrong type.")


def _check_values(item: Mapping[str, Any]) -> None:
    needed = NEEDED.get(item["kind"])
    if needed and needed not in item:
        raise BadFault(f"A fault of kind '{item['kind']}' needs '{needed}'.")
    if item.get("count", 1) < 1:
        raise BadFault("'count' must be at least 1.")
    if item.get("for_s", 1) <= 0:
        raise BadFault("'for_s' must be more than 0 seconds.")
    if item.get("latency_ms", 0) < 0:
        raise BadFault("'latency_ms' must not be negative.")
    if not 200 <= item.get("status", 200) <= 599:
        raise BadFault("'status' must be an HTTP status between 200 and 599.")


def _pattern(text: str) -> re.Pattern[str]:
    try:
        return re.compile(text)
    except re.error as problem:
        raise BadFault(f"'match' is not a regular expression: {problem}.") from problem


class Faults:
    """All faults in force, oldest first. Used from the event loop only, so it needs no lock."""

    def __init__(self) -> None:
        self._active: list[Fault] = []
        self._holding: set[Fault] = set()

    def add(self, faults: Iterable[Fault]) -> None:
        self._active.extend(faults)

    def clear(self) -> None:
        """End every fault; requests that one of them holds are let go."""
        for fault in [*self._active, *self._holding]:
            fault.ended.set()
        self._active.clear()

    def active(self) -> list[Fault]:
        at = time.monotonic()
        self._active = [fault for fault in self._active if fault.alive(at)]
        return list(self._active)

    def take(self, line: str, kinds: Iterable[str]) -> Fault | None:
        """The oldest live fault of these kinds that `line` ("METHOD path") hits, used up by one."""
        if not self._active:
            return None
        for fault in self.active():
            if fault.kind in kinds and fault.match.search(line):
                fault.use()
                return fault
        return None

    def latency(self, line: str) -> float:
        """Seconds that this request has to wait: all latencies that hit it, added up."""
        if not self._active:
            return 0.0
        hits = [f for f in self.active() if f.kind == "latency" and f.match.search(line)]
        for fault in hits:
            fault.use()
        return sum(fault.latency_s for fault in hits)

    async def hold(self, fault: Fault) -> None:
        """Wait until the fault is cleared or its time is over, even if its count is used up."""
        left = None if fault.until is None else max(0.0, fault.until - time.monotonic())
        self._holding.add(fault)
        try:
            await asyncio.wait_for(fault.ended.wait(), left)
        except TimeoutError:
            pass
        finally:
            self._holding.discard(fault)
