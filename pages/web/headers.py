"""The headers of every answer: what a browser may do with our pages, and what never."""

from __future__ import annotations

import base64
import hashlib
import re
from collections.abc import Iterable
from urllib.parse import urlsplit

YEAR_S = 31_536_000
INLINE = re.compile(r"<script>(.*?)</script>", re.DOTALL)
#: No page of ours asks where somebody is, listens, or pays; a photo it may take.
PERMISSIONS = (
    "camera=(self), microphone=(), geolocation=(), display-capture=(), payment=(), usb=(), "
    "serial=(), midi=(), hid=()"
)


def on_all(
    public_url: str, *, scripts: Iterable[str], pictures: Iterable[str] = ()
) -> dict[str, str]:
    """Header → value. `scripts`: those inside the page that may run, word for word; `pictures`:
    other addresses that they may come from."""
    found = {
        "Content-Security-Policy": _policy(public_url, scripts, pictures),
        "X-Frame-Options": "DENY",
        "X-Content-Type-Options": "nosniff",
        "Referrer-Policy": "same-origin",
        "Permissions-Policy": PERMISSIONS,
        "Cross-Origin-Opener-Policy": "same-origin",
        "Cross-Origin-Resource-Policy": "same-origin",
    }
    if public_url.startswith("https://"):
        found["Strict-Transport-Security"] = f"max-age={YEAR_S}"
    return found


def scripts_in(page: str) -> list[str]:
    return INLINE.findall(page)


def _policy(public_url: str, scripts: Iterable[str], pictures: Iterable[str]) -> str:
    """What Streamlit needs and no more: a script of somebody else's never runs, wherever a text
    of a citizen should slip through. Styles are its own way of drawing."""
    known = " ".join(dict.fromkeys(_digest(script) for script in scripts))
    # Older Safaris do not take a WebSocket of the same address for 'self'.
    socket = urlsplit(public_url)._replace(path="").geturl().replace("http", "ws", 1)
    return "; ".join(
        (
            "default-src 'self'",
            f"script-src 'self' {known}",
            "style-src 'self' 'unsafe-inline'",
            " ".join(("img-src 'self' data: blob:", *pictures)),
            "media-src 'self' data: blob:",
            "font-src 'self' data:",
            f"connect-src 'self' {socket}",
            "worker-src 'self' blob:",
            "frame-src 'none'",
            "object-src 'none'",
            "base-uri 'self'",
            "form-action 'self'",
            "frame-ancestors 'none'",
        )
    )


def _digest(script: str) -> str:
    found = hashlib.sha256(script.encode()).digest()
    return f"'sha256-{base64.b64encode(found).decode()}'"
