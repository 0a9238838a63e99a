"""The refusals of Sheets and Drive, in the shapes that Google really sends."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

STATUS_NAMES = {
    400: "INVALID_ARGUMENT",
    401: "UNAUTHENTICATED",
    403: "PERMISSION_DENIED",
    404: "NOT_FOUND",
    405: "INVALID_ARGUMENT",
    429: "RESOURCE_EXHAUSTED",
    500: "INTERNAL",
    501: "UNIMPLEMENTED",
    503: "UNAVAILABLE",
    504: "DEADLINE_EXCEEDED",
}
MESSAGES = {
    400: "Request contains an invalid argument.",
    401: (
        "Request is missing required authentication credential. Expected OAuth 2 access token, "
        "login cookie or other valid authentication credential. See "
        "https://developers.google.com/identity/sign-in/web/devconsole-project."
    ),
    403: "The caller does not have permission",
    404: "Requested entity was not found.",
    500: "Internal error encountered.",
    503: "The service is currently unavailable.",
    504: "Deadline expired before operation could complete.",
}
PROTECTED = (
    "You are trying to edit a protected cell or object. Please contact the spreadsheet owner "
    "to remove protection if you need to edit."
)
TOO_MANY_CELLS = (
    "This action would increase the number of cells in the workbook above the limit of "
    "10000000 cells."
)
TOO_LONG = "Your input contains more than the maximum of 50000 characters in a single cell."


class GoogleError(Exception):
    """A refusal: HTTP status, Google's text and `error.details`."""

    def __init__(self, code: int, message: str = "", details: Sequence[Any] = ()) -> None:
        self.code = code
        self.message = message or MESSAGES.get(code, "Unknown error.")
        self.details = list(details)
        super().__init__(self.message)

    def body(self) -> dict[str, Any]:
        error: dict[str, Any] = {
            "code": self.code,
            "message": self.message,
            "status": STATUS_NAMES.get(self.code, "UNKNOWN"),
        }
        if self.details:
            error["details"] = self.details
        return {"error": error}


class DriveError(GoogleError):
    """A refusal of Drive, whose body carries `error.errors[].domain` and `reason` instead."""

    def __init__(self, code: int, message: str, reason: str) -> None:
        super().__init__(code, message)
        self.reason = reason

    def body(self) -> dict[str, Any]:
        item = {"message": self.message, "domain": "global", "reason": self.reason}
        return {"error": {"code": self.code, "message": self.message, "errors": [item]}}


def invalid(message: str) -> GoogleError:
    return GoogleError(400, message)


def bad_fields(violations: Sequence[tuple[str, str]], message: str = "") -> GoogleError:
    """400 with one `fieldViolations` entry per (field, description)."""
    listed = [{"field": field, "description": text} for field, text in violations]
    detail = {"@type": "type.googleapis.com/google.rpc.BadRequest", "fieldViolations": listed}
    text = message or "\n".join(text for _, text in violations)
    return GoogleError(400, text, [detail])


def quota(kind: str) -> GoogleError:
    """429 as Google sends it when a user's `kind` ("Read" or "Write") requests are used up."""
    message = (
        f"Quota exceeded for quota metric '{kind} requests' and limit '{kind} requests per minute "
        "per user' of service 'sheets.googleapis.com' for consumer 'project_number:1'."
    )
    metadata = {
        "service": "sheets.googleapis.com",
        "quota_metric": f"sheets.googleapis.com/{kind.lower()}_requests",
        "quota_limit": f"{kind}RequestsPerMinutePerUser",
        "quota_limit_value": "60",
        "consumer": "projects/1",
    }
    info = {
        "@type": "type.googleapis.com/google.rpc.ErrorInfo",
        "reason": "RATE_LIMIT_EXCEEDED",
        "domain": "googleapis.com",
        "metadata": metadata,
    }
    return GoogleError(429, message, [info])


def html_page(code: int) -> str:
    """The page that Google's front ends send in place of JSON when a service is down."""
    return (
        "<!DOCTYPE html>\n<html lang=en>\n<title>Error "
        f"{code} (Server Error)!!1</title>\n<p><b>{code}.</b> <ins>That’s an error.</ins>\n"
        "<p>The server encountered a temporary error and could not complete your request."
        "<p>Please try again in 30 seconds. <ins>That’s all we know.</ins>\n"
    )
