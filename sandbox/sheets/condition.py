"""What may be wrong with a file or account at Google: shared no more, in the bin, a key revoked.

Set by `POST /_sandbox/condition`, forgotten at a restart or a reset. Google's answers are real
where recordings have them: a file that one may not see is 403 in Sheets and 404 in Drive, a deleted
one is 404 in both. A file in the bin still answers in Sheets (not recorded; Drive says `trashed`).
"""

from __future__ import annotations

import base64
import json
import time
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from sandbox.sheets.errors import DriveError, GoogleError

LONGEST_S = 3600  # that an assertion may be old, and a token is good for
ACCESS = ("writer", "reader", "none")
STATES: Mapping[str, tuple[object, ...]] = {
    "access": ACCESS,
    "deleted": (False, True),
    "trashed": (False, True),
    "credentials": ("good", "revoked"),
}
NO_TOKEN = (
    "Request had invalid authentication credentials. Expected OAuth 2 access token, login cookie "
    "or other valid authentication credential. See "
    "https://developers.google.com/identity/sign-in/web/devconsole-project."
)
BAD_TIMES = (
    "Invalid JWT: Token must be a short-lived token (60 minutes) and in a reasonable timeframe. "
    "Check your iat and exp values in the JWT claim."
)


class BadCondition(ValueError):
    """The control body describes no condition; the text says why."""


@dataclass
class Condition:
    """Of `wadul-sandbox` and the account `user`; other callers see a sound file."""

    user: str = "worker"
    states: dict[str, Any] = field(
        default_factory=lambda: {name: values[0] for name, values in STATES.items()}
    )

    def set(self, wanted: object) -> dict[str, Any]:
        """Take over these states. Raises BadCondition, before anything is changed."""
        if not isinstance(wanted, Mapping):
            raise BadCondition('A condition is an object such as {"access": "none"}.')
        for name, value in wanted.items():
            if name not in STATES or value not in STATES[name]:
                raise BadCondition(f"'{name}' cannot be {json.dumps(value)}.")
        self.states |= wanted
        return self.states

    def clear(self) -> None:
        self.states = {name: values[0] for name, values in STATES.items()}

    def check(self, user: str, *, drive: bool, writes: bool) -> None:
        """Raise Google's refusal of this call, if account or file are not as they should be."""
        if self.states["deleted"]:
            raise _gone() if drive else GoogleError(404)
        if user != self.user:
            return
        if self.states["credentials"] == "revoked":
            raise GoogleError(401, NO_TOKEN)
        if self.states["access"] == "none":
            raise _gone() if drive else GoogleError(403)
        if self.states["access"] == "reader" and writes:
            raise GoogleError(403)

    def token(self, assertion: str) -> tuple[int, dict[str, Any]]:
        """Status and body for a service account that asks for a token (RFC 7523)."""
        claims = _claims(assertion)
        if claims is None:
            return 400, _refused("Invalid JWT: Failed audience check.")
        issued = claims.get("iat")
        if not isinstance(issued, int | float) or abs(time.time() - issued) > LONGEST_S:
            return 400, _refused(BAD_TIMES)
        if self.states["credentials"] == "revoked":
            return 400, _refused("Invalid JWT Signature.")
        return 200, {"access_token": self.user, "expires_in": 3599, "token_type": "Bearer"}


def _gone() -> DriveError:
    return DriveError(404, "File not found: wadul-sandbox.", "notFound")


def _refused(description: str) -> dict[str, Any]:
    return {"error": "invalid_grant", "error_description": description}


def _claims(assertion: str) -> dict[str, Any] | None:
    """What the assertion says; the signature is not looked at: the stand-in has no keys."""
    parts = assertion.split(".")
    try:
        found = json.loads(base64.urlsafe_b64decode(parts[1] + "=="))
        return found if len(parts) == 3 and isinstance(found, dict) else None
    except (ValueError, IndexError):
        return None
