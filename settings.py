"""Every setting: name, type, default, help. The only reader of the environment.

Read once at start (`load()`), typed, and handed down as values. A service that is not named here
runs on its local stand-in, which speaks the same protocol: there is no other code path.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Literal, Self

from pydantic import Field, ValidationError, model_validator
from pydantic_settings import BaseSettings, SettingsConfigDict

SANDBOX_SPREADSHEET = "wadul-sandbox"
#: What the stand-in answers to, by protocol.
SANDBOX_INSTANCES = {"green_api": "1101000001", "waha": "default"}
SANDBOX_TOKEN = "sandbox"
#: Azure's discovery addresses under which any stranger's directory may claim any address.
OPEN_TENANTS = ("common", "organizations", "consumers")
#: Never shown, whoever prints the settings: a traceback, a test, a debugger.
SECRET = frozenset(
    ("journal_url", "media_key", "gateway_token", "cookie_secret", "oidc_client_secret")
)
#: What is wrong with a value, by pydantic's name of the mistake.
WRONG = {
    "extra_forbidden": "tidak dikenal; periksa ejaannya di .env",
    "int_parsing": "harus angka bulat",
    "float_parsing": "harus angka",
    "bool_parsing": "harus true atau false",
    "literal_error": "pilih {expected}",
    "greater_than": "harus lebih dari {gt}",
    "greater_than_equal": "paling kecil {ge}",
    "less_than": "harus kurang dari {lt}",
    "less_than_equal": "paling besar {le}",
    "path_not_file": "berkas itu tidak ada",
}


class Settings(BaseSettings):
    """Field names in capitals are the names of the settings."""

    model_config = SettingsConfigDict(
        env_file=".env", extra="forbid", frozen=True, env_ignore_empty=True
    )

    sop: Literal["wadul_aladin", "wani_bares"] = Field(
        "wadul_aladin", description="The procedure that this desk follows."
    )
    seed: Literal["none", "reference", "history"] = Field(
        "history",
        description="What an empty sandbox starts with: none; reference: example staff, agencies, "
        "categories; history: also twelve months of example complaints.",
    )

    # the journal and the files
    journal_url: str = Field(
        "sqlite:///.data/journal.db", description="SQLite file or postgresql://… of the journal."
    )
    media_dir: Path = Field(Path(".data/media"), description="Folder of photos and documents.")
    media_key: str = Field(
        "",
        description="Fernet key of protected identity (KTP photos). Keep a copy: without it they "
        "cannot be read. Made by: python -m workers key",
    )
    media_max_mb: int = Field(25, ge=1, le=100, description="Largest attachment, in megabytes.")

    # the register
    sheets_spreadsheet_id: str = Field("", description="Id of the Google Sheet (from its address).")
    google_application_credentials: Path | None = Field(
        None, description="JSON key file of the service account the Sheet is shared with."
    )
    sheets_url: str = Field("", description="Another address of the Sheets API; empty: Google's.")
    arsip_spreadsheet_ids: str = Field(
        "",
        description="Ids of further Google Sheets that archived years go to, separated by commas. "
        "A person makes each, empty, and shares it with the service account.",
    )
    sync_every_s: float = Field(
        8,
        ge=1,
        le=60,
        description="Seconds between two looks for what staff typed into the Sheet. "
        "What is new in the journal is written at once.",
    )

    # the WhatsApp gateway
    gateway: Literal["green_api", "waha"] = Field(
        "green_api", description="The gateway's protocol: green_api or waha (engine GOWS)."
    )
    gateway_url: str = Field("", description="Address of the gateway's API.")
    gateway_media_url: str = Field(
        "", description="Address for uploads, if the gateway has another one for them."
    )
    gateway_instance: str = Field(
        "", description="Instance number at the gateway; at WAHA the session's name."
    )
    gateway_token: str = Field("", description="Token of that instance; at WAHA its key.")
    gateway_delay_ms: int = Field(
        3000,
        ge=500,
        le=600_000,
        description="Pause between two messages: the gateway's own; at WAHA ours, up to 15000.",
    )
    senders: int = Field(
        8, ge=1, le=16, description="Messages handed to the gateway at the same time."
    )
    reconcile_after_s: int = Field(
        150, ge=5, le=3600, description="Seconds before an uncertain message is looked for."
    )

    canary_every_h: int = Field(
        4,
        ge=0,
        le=72,
        description="Service hours without any news of the gateway until the desk writes to its "
        "own number, to see whether the line to WhatsApp is alive; 0: never.",
    )

    raw_days: int = Field(
        30,
        ge=2,
        le=3650,
        description="Days for which what the gateway gave is kept word for word after it was "
        "taken in. Parked messages stay until somebody decides.",
    )

    # the pages
    app_port: int = Field(8501, ge=1, le=65535, description="Port of the pages.")
    app_url: str = Field("", description="Public address of the pages, as staff type it.")
    admin_email: str = Field(
        "", description="Who may sign in while the tab Petugas names no active admin."
    )
    cookie_secret: str = Field("", description="Secret of the sign-in cookie, 32 characters.")
    oidc_discovery_url: str = Field(
        "", description="…/.well-known/openid-configuration of the identity provider."
    )
    oidc_client_id: str = Field("", description="Client id at the identity provider.")
    oidc_client_secret: str = Field("", description="Client secret at the identity provider.")
    oidc_scope: str = Field(
        "openid email profile", description="What is asked of the identity provider."
    )
    oidc_prompt: str = Field(
        "select_account",
        description="How the provider receives a person: select_account, or login: a password "
        "each time.",
    )
    oidc_trust_email: bool = Field(
        False,
        description="Take an e-mail address of which the provider says nothing (Azure never says "
        "email_verified). Only for a provider that is the city's own.",
    )
    session_hours: int = Field(
        12, ge=1, le=168, description="Hours after which everybody signs in again."
    )
    healthy_within_s: int = Field(
        120, ge=10, le=3600, description="Age of the last pass at which /healthz turns red."
    )

    # the stand-ins
    sandbox_dir: Path = Field(Path(".data/sandbox"), description="Folder of the stand-ins' files.")
    sandbox_sheets_port: int = Field(8701, ge=1, le=65535, description="Port of the Sheets.")
    sandbox_gateway_port: int = Field(8702, ge=1, le=65535, description="Port of the gateway.")
    sandbox_identity_port: int = Field(8703, ge=1, le=65535, description="Port of the sign-in.")
    sandbox_quota: Literal["on", "off"] = Field("on", description="Quotas as the real services'.")
    sandbox_journal_lag_s: int = Field(
        120, ge=0, le=3600, description="Seconds until the gateway's journals show a message."
    )

    @model_validator(mode="after")
    def _whole(self) -> Self:
        if self.sheets_spreadsheet_id and not (
            self.google_application_credentials or self.sheets_url
        ):
            raise ValueError("GOOGLE_APPLICATION_CREDENTIALS is needed with SHEETS_SPREADSHEET_ID")
        _together(self, "gateway_url", "gateway_instance", "gateway_token")
        _together(self, "oidc_discovery_url", "oidc_client_id", "oidc_client_secret", "app_url")
        if not self.on_sandbox_gateway and not self.media_key:
            raise ValueError("MEDIA_KEY is needed with a real gateway")
        if self.oidc_discovery_url and len(self.cookie_secret) < 32:
            raise ValueError("COOKIE_SECRET is needed with OIDC_DISCOVERY_URL: 32 characters")
        if self.oidc_trust_email and any(
            f"/{tenant}/" in self.oidc_discovery_url for tenant in OPEN_TENANTS
        ):
            raise ValueError("OIDC_TRUST_EMAIL needs the city's own tenant in OIDC_DISCOVERY_URL")
        return self

    def __repr_args__(self) -> Iterable[tuple[str | None, object]]:
        for name, value in super().__repr_args__():
            yield name, "…" if name in SECRET and value else value

    @property
    def archive_files(self) -> tuple[str, ...]:
        """Ids of the further files, without blanks and repetitions."""
        found = (part.strip() for part in self.arsip_spreadsheet_ids.split(","))
        return tuple(dict.fromkeys(filter(None, found)))

    @property
    def on_sandbox_sheets(self) -> bool:
        return not self.sheets_spreadsheet_id

    @property
    def on_sandbox_gateway(self) -> bool:
        return not self.gateway_url

    @property
    def on_sandbox_identity(self) -> bool:
        return not self.oidc_discovery_url

    @property
    def real_service(self) -> str:
        """Name of a setting that leads to a city's own Sheet or phone; "" on the stand-ins."""
        if not self.on_sandbox_sheets:
            return "SHEETS_SPREADSHEET_ID"
        return "" if self.on_sandbox_gateway else "GATEWAY_URL"

    @property
    def public_url(self) -> str:
        return (self.app_url or f"http://127.0.0.1:{self.app_port}").rstrip("/")


def systemd() -> tuple[str, int]:
    """Where systemd wants to hear of what it started with Type=notify, and its WatchdogSec in
    microseconds; ("", 0) elsewhere."""
    watchdog = os.environ.get("WATCHDOG_USEC", "")
    return os.environ.get("NOTIFY_SOCKET", ""), int(watchdog) if watchdog.isdigit() else 0


def _together(settings: Settings, first: str, *others: str) -> None:
    missing = [name.upper() for name in (first, *others) if not getattr(settings, name)]
    if missing and len(missing) <= len(others) and getattr(settings, first):
        raise ValueError(f"{', '.join(missing)} is needed with {first.upper()}")


def load() -> Settings:
    """Read the environment and `.env`; a wrong setting ends the program with its name."""
    try:
        return Settings()
    except ValidationError as error:
        raise SystemExit(_sentences(error)) from None


def _sentences(error: ValidationError) -> str:
    lines = []
    for problem in error.errors():
        name = ".".join(str(part) for part in problem["loc"]).upper()
        message = problem["msg"].removeprefix("Value error, ")
        if problem["type"] in WRONG:
            message = WRONG[problem["type"]].format(**problem.get("ctx", {}))
        lines.append(f"Pengaturan {name}: {message}" if name else f"Pengaturan: {message}")
    return "\n".join(lines)


def for_children(settings: Settings, extra: Mapping[str, str]) -> dict[str, str]:
    """The environment of a program that we start: ours, what the stand-ins need, and `extra`.

    The stand-ins know nothing of `.env`; they are told what it says.
    """
    names = [name for name in Settings.model_fields if name.startswith("sandbox_")]
    told = {name.upper(): str(getattr(settings, name)) for name in names}
    return {**os.environ, **told, **extra}


def example() -> str:
    """The text of `.env.example`: every setting, commented out, with its help and default."""
    head = "# Every setting with its default. Copy to .env and change what differs.\n"
    return head + "".join(
        f"\n# {field.description}\n#{name.upper()}={field.default}\n".replace("=None", "=")
        for name, field in Settings.model_fields.items()
    )


if __name__ == "__main__":
    sys.stdout.write(example())
