"""`python -m sandbox.whatsapp`: the gateway stand-in alone."""

import os
import sqlite3
import sys
from pathlib import Path

from sandbox.listener import bind_or_exit, port_number
from sandbox.web import Shell, serve
from sandbox.whatsapp.app import create

NAME = "Gateway WhatsApp"
SETTING = "SANDBOX_GATEWAY_PORT"


def main() -> None:
    port = port_number(os.environ.get(SETTING, "8702"), setting=SETTING)
    # Looked at before the file is opened: of two starts the port is the reason to name.
    bind_or_exit(port, name=NAME, setting=SETTING).close()
    serve(gateway(), name=NAME, setting=SETTING, port=port)


def gateway() -> Shell:
    folder = Path(os.environ.get("SANDBOX_DIR", ".data/sandbox"))
    try:
        lag_s = float(os.environ.get("SANDBOX_JOURNAL_LAG_S", "120"))
    except ValueError:
        sys.exit("SANDBOX_JOURNAL_LAG_S harus berupa bilangan detik.")
    try:
        quota = os.environ.get("SANDBOX_QUOTA", "") != "off"
        return create(folder, quota=quota, journal_lag_s=lag_s)
    except sqlite3.OperationalError:
        sys.exit(f"Gateway sandbox lain memakai folder {folder} (SANDBOX_DIR); pilih folder lain.")


if __name__ == "__main__":
    main()
