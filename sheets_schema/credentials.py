"""Who calls Google: a service account by its key file, or the stand-in's worker by a token."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from google.auth.credentials import Credentials
from google.auth.exceptions import GoogleAuthError
from google.oauth2 import service_account
from google.oauth2.credentials import Credentials as Token

#: The second one only lets us see whether the file lies in the bin.
SCOPES = (
    "https://www.googleapis.com/auth/spreadsheets",
    "https://www.googleapis.com/auth/drive.metadata.readonly",
)
SANDBOX_TOKEN = "worker"


class UnreadableKey(GoogleAuthError):
    """The key file is missing, or is no service account's."""


class KeyFile(Credentials):
    """A service account whose key file is read anew with every token, about once an hour.

    So a key that was replaced or put back counts without a restart, and a worker whose key is
    missing starts and says so: pulling and replying need no Google.
    """

    def __init__(self, path: str) -> None:
        # google-auth has no types for its constructors.
        super().__init__()  # type: ignore[no-untyped-call]
        self.path = path

    @property
    def account(self) -> str:
        """The account's e-mail address, to share the file with; "" when the key is unreadable."""
        try:
            return str(json.loads(Path(self.path).read_text()).get("client_email", ""))
        except (OSError, ValueError, AttributeError):
            return ""

    def refresh(self, request: Any) -> None:
        try:
            # google-auth has no types for this one either.
            key = service_account.Credentials.from_service_account_file(  # type: ignore[no-untyped-call]
                self.path, scopes=SCOPES
            )
        except (OSError, ValueError, AttributeError) as error:
            # Its errors are as untyped as its constructors.
            reason = type(error).__name__
            raise UnreadableKey(reason) from error  # type: ignore[no-untyped-call]
        key.refresh(request)
        self.token, self.expiry = key.token, key.expiry


def plain() -> Credentials:
    """The worker on the stand-in."""
    # google-auth has no types for its constructors.
    return Token(token=SANDBOX_TOKEN)  # type: ignore[no-untyped-call]
