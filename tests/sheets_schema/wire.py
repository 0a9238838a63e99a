"""The network between the worker and Google, as chance will have it.

Every request passes through here on its way to the stand-in: it can be cut before or after it was
applied, arrive late, be refused, and between two requests people act or the worker dies.
"""

from __future__ import annotations

import json
from collections.abc import Callable
from enum import StrEnum
from typing import Any

import requests
from requests.adapters import HTTPAdapter

REFUSED = {
    503: {"code": 503, "message": "The service is currently unavailable.", "status": "UNAVAILABLE"},
    429: {"code": 429, "message": "Quota exceeded.", "status": "RESOURCE_EXHAUSTED"},
}


class Fault(StrEnum):
    CUT_BEFORE = "cut before"
    CUT_AFTER = "cut after"
    LATE = "late"
    REFUSED = "503"
    REFUSED_AFTER = "503 after it was applied"
    QUOTA = "429"


class Killed(BaseException):
    """The worker's process ends here."""


class Wire(HTTPAdapter):
    """`at`: called before and after every request, "write" just before one that writes."""

    def __init__(self, saw: Callable[[bytes], None], at: Callable[[str], None]) -> None:
        super().__init__()
        self.saw, self.at = saw, at
        self.write_fault: Fault | None = None
        self.read_fault: Fault | None = None
        self.late: list[requests.PreparedRequest] = []

    # The signature is requests' own.
    def send(self, request: requests.PreparedRequest, *args: Any, **options: Any) -> Any:  # type: ignore[override]
        writes = request.method == "POST"
        self.at("write" if writes else "read")
        fault = self.write_fault if writes else self.read_fault
        if writes:
            self.write_fault = None
        if fault in (Fault.REFUSED, Fault.QUOTA):
            return refusal(request, 429 if fault is Fault.QUOTA else 503)
        if fault is Fault.LATE:
            self.late.append(request.copy())
        if fault in (Fault.LATE, Fault.CUT_BEFORE):
            raise requests.ConnectionError("cut", request=request)
        answer = super().send(request, *args, **options)
        if not writes and not fault:
            self.saw(answer.content)
        self.at("answer")
        if fault is Fault.CUT_AFTER:
            raise requests.ConnectionError("cut", request=request)
        return refusal(request, 503) if fault is Fault.REFUSED_AFTER else answer

    def deliver_late(self) -> None:
        """What was under way arrives, long after its sender gave up; Google's limit is 180 s."""
        late, self.late = self.late, []
        for request in late:
            super().send(request, timeout=30).close()


def refusal(request: requests.PreparedRequest, status: int) -> requests.Response:
    answer = requests.Response()
    answer.status_code, answer.request, answer.url = status, request, request.url or ""
    answer.headers["Content-Type"] = "application/json; charset=UTF-8"
    answer._content = json.dumps({"error": REFUSED[status]}).encode()
    return answer
