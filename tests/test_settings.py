"""The settings: refused at the start when wrong, and all of them in `.env.example`."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from dotenv import dotenv_values

import settings
from settings import Settings

ROOT = Path(__file__).parents[1]


@pytest.fixture(autouse=True)
def _own_environment(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """Only what a test sets, and no .env."""
    for name in Settings.model_fields:
        monkeypatch.delenv(name.upper(), raising=False)
    monkeypatch.chdir(tmp_path)


def sentence(monkeypatch: pytest.MonkeyPatch, **values: str) -> str:
    for name, value in values.items():
        monkeypatch.setenv(name, value)
    with pytest.raises(SystemExit) as caught:
        settings.load()
    return str(caught.value)


def test_the_example_names_every_setting_with_its_help_and_default() -> None:
    assert (ROOT / ".env.example").read_text() == settings.example()


def test_the_example_uncommented_changes_nothing(tmp_path: Path) -> None:
    lines = settings.example().splitlines()
    bare = "\n".join(line.removeprefix("#") for line in lines if not line.startswith("# "))
    (tmp_path / ".env").write_text(bare)
    assert set(dotenv_values(".env")) == {name.upper() for name in Settings.model_fields}
    # _env_file is pydantic-settings' own argument, which its mypy plugin does not know.
    assert settings.load() == Settings(_env_file=None)  # type: ignore[call-arg]


def test_every_setting_has_help() -> None:
    assert all(field.description for field in Settings.model_fields.values())


def test_without_any_setting_everything_is_a_stand_in() -> None:
    found = settings.load()
    assert (found.on_sandbox_sheets, found.on_sandbox_gateway, found.on_sandbox_identity) == (
        True,
        True,
        True,
    )


def test_a_misspelt_name_in_the_file_ends_the_program(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    (tmp_path / ".env").write_text("GATEWAY_TOKN=rahasia\n")
    said = sentence(monkeypatch)
    assert "GATEWAY_TOKN: tidak dikenal" in said
    assert "rahasia" not in said


def test_a_wrong_value_ends_the_program_with_its_name(monkeypatch: pytest.MonkeyPatch) -> None:
    assert "APP_PORT" in sentence(monkeypatch, APP_PORT="delapan")


def test_half_a_gateway_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    found = sentence(monkeypatch, GATEWAY_URL="https://api.contoh.test", GATEWAY_TOKEN="x")
    assert "GATEWAY_INSTANCE is needed with GATEWAY_URL" in found


def test_a_real_gateway_needs_a_key_for_identity(monkeypatch: pytest.MonkeyPatch) -> None:
    values = {"GATEWAY_URL": "https://a.test", "GATEWAY_INSTANCE": "1", "GATEWAY_TOKEN": "x"}
    assert "MEDIA_KEY is needed" in sentence(monkeypatch, **values)


def test_children_are_told_what_env_says(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    (tmp_path / ".env").write_text("SANDBOX_SHEETS_PORT=9701\n")
    told = settings.for_children(settings.load(), {"MEDIA_KEY": "k"})
    assert (told["SANDBOX_SHEETS_PORT"], told["MEDIA_KEY"]) == ("9701", "k")
    assert told["PATH"] == os.environ["PATH"]


def test_only_settings_reads_the_environment() -> None:
    """The stand-ins read theirs: they know nothing of us."""
    rooms = ("desk", "pages", "sheets_schema", "sop", "workers")
    files = [path for room in rooms for path in (ROOT / room).rglob("*.py")]
    files += [ROOT / "asgi.py", ROOT / "streamlit_app.py"]
    found = [path for path in files if "os.environ" in path.read_text()]
    assert found == []


def test_an_address_of_which_nothing_is_said_is_trusted_only_from_the_citys_own_tenant(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    values = {
        "OIDC_DISCOVERY_URL": "https://login.example.test/{}/v2.0/.well-known/openid-configuration",
        "OIDC_CLIENT_ID": "x",
        "OIDC_CLIENT_SECRET": "x",
        "APP_URL": "https://wadul.example.test",
        "COOKIE_SECRET": "x" * 32,
        "OIDC_TRUST_EMAIL": "true",
    }
    strangers = values | {"OIDC_DISCOVERY_URL": values["OIDC_DISCOVERY_URL"].format("common")}
    assert "the city's own tenant" in sentence(monkeypatch, **strangers)
    for name, value in values.items():
        monkeypatch.setenv(name, value.format("0d1f7a52"))
    assert settings.load().oidc_trust_email


@pytest.mark.parametrize(("hours", "why"), [("0", "paling kecil 1"), ("200", "paling besar 168")])
def test_a_sign_in_counts_for_an_hour_at_least_and_a_week_at_most(
    hours: str, why: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert f"SESSION_HOURS: {why}" in sentence(monkeypatch, SESSION_HOURS=hours)
