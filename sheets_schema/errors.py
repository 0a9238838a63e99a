"""What can go wrong with Google Sheets, as one sentence and the decision it carries."""

from __future__ import annotations

from json import JSONDecodeError
from typing import Any

import requests

QUOTA_REASONS = frozenset({"rateLimitExceeded", "userRateLimitExceeded", "RATE_LIMIT_EXCEEDED"})
SENTENCES = {
    401: "Google menolak akun layanan; periksa GOOGLE_APPLICATION_CREDENTIALS.",
    403: "Akun layanan belum boleh menyunting Lembar; bagikan Lembar kepadanya sebagai Editor.",
    404: "Lembar tidak ditemukan; periksa SHEETS_SPREADSHEET_ID dan pembagian Lembar.",
    429: "Kuota Google Sheets sedang habis; dicoba lagi sebentar lagi.",
}


class SheetError(Exception):
    """A call to Google that did not give a good answer.

    `sentence` is for Kondisi Sistem. `permanent`: the same call will be refused again until
    somebody changes something. `unknown`: a write that may or may not have been applied.
    `detail` is Google's own message, for the log.
    """

    def __init__(
        self,
        sentence: str,
        *,
        permanent: bool = False,
        unknown: bool = False,
        status: int = 0,
        detail: str = "",
    ) -> None:
        super().__init__(sentence)
        self.sentence = sentence
        self.permanent = permanent
        self.unknown = unknown
        self.status = status
        self.detail = detail


def refusal(response: requests.Response) -> SheetError:
    """The error that this answer means. Only a 4xx says for certain that nothing was applied."""
    status = response.status_code
    detail, reasons = _error_body(response)
    if status == 403 and reasons & QUOTA_REASONS:
        status = 429
    if status >= 500 or status == 408:
        sentence = f"Google Sheets sedang terganggu (kode {status})."
        return SheetError(sentence, unknown=True, status=status, detail=detail)
    sentence = SENTENCES.get(status, f"Google Sheets menolak permintaan: {detail[:200]}")
    return SheetError(sentence, permanent=status != 429, status=status, detail=detail)


def _error_body(response: requests.Response) -> tuple[str, set[str]]:
    """Google's message and reasons; an HTML page has neither."""
    try:
        error: Any = response.json()["error"]
        entries = [*error.get("details", []), *error.get("errors", [])]
        reasons = {str(entry.get("reason", "")) for entry in entries}
        return str(error.get("message", "")), reasons
    except (JSONDecodeError, KeyError, TypeError, AttributeError, ValueError):
        return response.reason or "", set()


def broken(error: requests.RequestException) -> SheetError:
    """The error for a call that had no answer at all."""
    detail = type(error).__name__
    if isinstance(error, requests.ConnectTimeout):
        return SheetError("Google Sheets tidak dapat dihubungi.", detail=detail)
    if isinstance(error, requests.Timeout):
        return SheetError("Google Sheets tidak menjawab.", unknown=True, detail=detail)
    return SheetError("Sambungan ke Google Sheets terputus.", unknown=True, detail=detail)


def unreadable() -> SheetError:
    return SheetError("Jawaban Google Sheets tidak dapat dibaca.", unknown=True)
