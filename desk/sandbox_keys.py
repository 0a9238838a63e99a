"""Secrets of a desk on the stand-ins: made once, kept beside the stand-ins' files.

A desk on real services has its secrets in `.env`, where the operator put them and can copy them.
"""

from __future__ import annotations

import json
import os
import secrets
from pathlib import Path

from cryptography.fernet import Fernet

from settings import Settings

FILE = "secrets.json"


def sandbox_secrets(folder: Path) -> dict[str, str]:
    """MEDIA_KEY and COOKIE_SECRET of this folder, made at the first call (mode 600)."""
    path = folder / FILE
    folder.mkdir(parents=True, exist_ok=True)
    made = {"MEDIA_KEY": Fernet.generate_key().decode(), "COOKIE_SECRET": secrets.token_hex(32)}
    draft = folder / f"{FILE}.{os.getpid()}"
    draft.touch(mode=0o600)
    draft.write_text(json.dumps(made))
    try:
        os.link(draft, path)  # whole or not at all, and never over another's
    except FileExistsError:
        pass
    finally:
        draft.unlink()
    found: dict[str, str] = json.loads(path.read_text())
    return found


def media_key(settings: Settings) -> str:
    """The key of protected identity: the setting's, or on the stand-in gateway the folder's."""
    if settings.media_key or not settings.on_sandbox_gateway:
        return settings.media_key
    return sandbox_secrets(settings.sandbox_dir)["MEDIA_KEY"]
