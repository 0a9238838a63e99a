"""What can go wrong with Google Sheets, as one sentence and the decision it carries."""

from __future__ import annotations

from enum import StrEnum
from json import JSONDecodeError
from typing import Any

import requests
from google.auth.exceptions import GoogleAuthError, RefreshError, TransportError

from sheets_schema.credentials import UnreadableKey

QUOTA_REASONS = frozenset({"rateLimitExceeded", "userRateLimitExceeded", "RATE_LIMIT_EXCEEDED"})
API_OFF_REASONS = frozenset({"SERVICE_DISABLED", "accessNotConfigured"})
NO_ROOM = "limit of 10000000 cells"


class Cause(StrEnum):
    """What only a person can put right; the value ends the alarm's code."""

    SHARING = "izin"
    API_OFF = "api"
    MISSING = "berkas"
    KEY = "kunci"
    CLOCK = "jam"
    FULL = "penuh"


SENTENCES = {
    Cause.SHARING: "Akun layanan tidak boleh menyunting Lembar. Bagikan (lagi) file kepada "
    "{account} sebagai Editor.",
    Cause.API_OFF: "Google Sheets API belum diaktifkan di proyek Google Cloud akun layanan "
    "{account}. Aktifkan di console.cloud.google.com.",
    Cause.MISSING: "File Lembar tidak ditemukan. Kembalikan file itu dari Sampah Google Drive "
    "pemiliknya, atau perbaiki SHEETS_SPREADSHEET_ID.",
    Cause.KEY: "Google menolak kunci akun layanan {account}. Buat kunci JSON baru di Google Cloud "
    "dan ganti berkas GOOGLE_APPLICATION_CREDENTIALS; tidak perlu memulai ulang.",
    Cause.CLOCK: "Google menolak akun layanan karena jam server tidak tepat. Setel jam server.",
    Cause.FULL: "Lembar penuh: sudah 10 juta sel. Hapus baris, kolom, atau tab yang kosong, atau "
    "pindahkan tahun lama ke file lain (ARSIP_SPREADSHEET_IDS).",
}
UNREADABLE_KEY = (
    "Berkas kunci akun layanan tidak dapat dibaca. Letakkan kembali berkas JSON yang disebut "
    "GOOGLE_APPLICATION_CREDENTIALS; tidak perlu memulai ulang."
)
QUOTA = "Kuota Google Sheets sedang habis; dicoba lagi sebentar lagi."
AWAY = "Google Sheets tidak dapat dihubungi."
AN_ACCOUNT = "alamat e-mail akun layanan"


class SheetError(Exception):
    """A call to Google that did not give a good answer.

    `sentence` is for Kondisi Sistem. `permanent`: the same call will be refused again until
    somebody changes something; `cause` says what. `unknown`: a write that may or may not have been
    applied. `detail` is Google's own message, for the log.
    """

    def __init__(
        self,
        sentence: str,
        *,
        permanent: bool = False,
        unknown: bool = False,
        status: int = 0,
        detail: str = "",
        cause: Cause | None = None,
    ) -> None:
        super().__init__(sentence)
        self.sentence = sentence
        self.permanent = permanent
        self.unknown = unknown
        self.status = status
        self.detail = detail
        self.cause = cause


def quota() -> SheetError:
    return SheetError(QUOTA, status=429)


def refusal(response: requests.Response, account: str = "") -> SheetError:
    """The error that this answer means. Only a 4xx says for certain that nothing was applied."""
    status = response.status_code
    detail, reasons = _error_body(response)
    if status == 429 or (status == 403 and reasons & QUOTA_REASONS):
        return SheetError(QUOTA, status=429, detail=detail)
    if status >= 500 or status == 408:
        sentence = f"Google Sheets sedang terganggu (kode {status})."
        return SheetError(sentence, unknown=True, status=status, detail=detail)
    cause = _cause(status, detail, reasons)
    if cause:
        return _by_cause(cause, account, status=status, detail=detail)
    sentence = f"Google Sheets menolak permintaan: {detail[:200]}"
    return SheetError(sentence, permanent=True, status=status, detail=detail)


def _cause(status: int, detail: str, reasons: set[str]) -> Cause | None:
    if status == 403:
        return Cause.API_OFF if reasons & API_OFF_REASONS else Cause.SHARING
    if status == 400 and NO_ROOM in detail:
        return Cause.FULL
    return {401: Cause.KEY, 404: Cause.MISSING}.get(status)


def _by_cause(cause: Cause, account: str, *, status: int, detail: str) -> SheetError:
    sentence = SENTENCES[cause].format(account=account or AN_ACCOUNT)
    return SheetError(sentence, permanent=True, status=status, detail=detail, cause=cause)


def unauthorized(error: GoogleAuthError, account: str = "") -> SheetError:
    """The error for a token that Google did not give. Nothing was sent to the Sheet."""
    detail = f"{type(error).__name__}: {error.args[0] if error.args else ''}"[:300]
    if isinstance(error, UnreadableKey):
        return SheetError(UNREADABLE_KEY, permanent=True, detail=detail, cause=Cause.KEY)
    if isinstance(error, TransportError) or getattr(error, "retryable", False):
        return SheetError(AWAY, detail=detail)
    if isinstance(error, RefreshError) and "iat and exp" in detail:
        return _by_cause(Cause.CLOCK, account, status=401, detail=detail)
    return _by_cause(Cause.KEY, account, status=401, detail=detail)


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
        return SheetError(AWAY, detail=detail)
    if isinstance(error, requests.Timeout):
        return SheetError("Google Sheets tidak menjawab.", unknown=True, detail=detail)
    return SheetError("Sambungan ke Google Sheets terputus.", unknown=True, detail=detail)


def unreadable() -> SheetError:
    return SheetError("Jawaban Google Sheets tidak dapat dibaca.", unknown=True)
