"""`python -m sandbox.sheets`: the Google Sheets stand-in alone."""

from __future__ import annotations

import gc
import os
import sqlite3
import sys
from pathlib import Path

from sandbox import web
from sandbox.listener import bind_or_exit, port_number
from sandbox.sheets.app import build

NAME = "Google Sheets"
SETTING = "SANDBOX_SHEETS_PORT"


def main() -> None:
    port = port_number(os.environ.get(SETTING, "8701"), setting=SETTING)
    # A taken port is told first: it mostly means that the stand-in runs already.
    bind_or_exit(port, name=NAME, setting=SETTING).close()
    folder = Path(os.environ.get("SANDBOX_DIR", ".data/sandbox"))
    try:
        app = build(folder, quota_on=os.environ.get("SANDBOX_QUOTA", "on") != "off")
    except sqlite3.OperationalError as problem:
        sys.exit(f"{folder / 'sheets.db'} (SANDBOX_DIR) tidak dapat dibuka: {problem}.")
    gc.freeze()  # what was loaded stays: the collector need not look at it again and again
    web.serve(app, name=NAME, setting=SETTING, port=port)


if __name__ == "__main__":
    main()
