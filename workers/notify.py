"""What systemd is told of the worker: the few words of sd_notify(3) over its socket."""

from __future__ import annotations

import socket
from contextlib import suppress

READY, ALIVE, ENDING = "READY=1", "WATCHDOG=1", "STOPPING=1"


def tell(address: str, *lines: str) -> None:
    """Send these lines; nothing happens without an address or when nobody listens there.

    https://www.freedesktop.org/software/systemd/man/252/sd_notify.html
    """
    if not address:
        return
    where = "\0" + address[1:] if address.startswith("@") else address
    with suppress(OSError), socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM) as out:
        out.settimeout(1)
        out.sendto("\n".join(lines).encode(), where)


def status(text: str) -> str:
    """A line that `systemctl status` shows."""
    return f"STATUS={text}"
