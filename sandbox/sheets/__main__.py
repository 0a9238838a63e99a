"""`python -m sandbox.sheets`: the Google Sheets stand-in alone."""

from __future__ import annotations

import os
from pathlib import Path

from sandbox import web
from sandbox.sheets.app import build


def main() -> None:
    folder = Path(os.environ.get("SANDBOX_DIR", ".data/sandbox"))
    app = build(folder, quota_on=os.environ.get("SANDBOX_QUOTA", "on") != "off")
    port = int(os.environ.get("SANDBOX_SHEETS_PORT", "8701"))
    web.serve(app, name="Google Sheets", setting="SANDBOX_SHEETS_PORT", port=port)


if __name__ == "__main__":
    main()
