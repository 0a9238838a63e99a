"""Running the app on its port, and saying in one sentence why it cannot."""

from __future__ import annotations

import socket

import uvicorn
from starlette.types import ASGIApp

HOST = "127.0.0.1"
STOP_WITHIN_S = 3  # open pages hold their connection for ever
#: What a page may send in one piece: what was typed, never a file. Bytes.
LARGEST_FRAME = 4 * 1024 * 1024
FRAMES_WAITING = 8  # of one page


def serve(app: ASGIApp, *, port: int, behind_proxy: bool) -> None:
    """Block until SIGTERM or SIGINT. A taken port ends the program with exit code 1.

    `behind_proxy`: whose address it is, the proxy on this machine says in X-Forwarded-For.
    """
    listening = _listen(port)
    config = uvicorn.Config(
        app,
        log_config=None,  # Streamlit has its own handlers; ours would print every request
        log_level="warning",
        access_log=False,
        server_header=False,
        proxy_headers=behind_proxy,
        forwarded_allow_ips=HOST,  # never what FORWARDED_ALLOW_IPS of the environment says
        ws_max_size=LARGEST_FRAME,
        ws_max_queue=FRAMES_WAITING,
        timeout_graceful_shutdown=STOP_WITHIN_S,
    )
    try:
        uvicorn.Server(config).run(sockets=[listening])
    except KeyboardInterrupt:
        pass  # it has ended cleanly and only passes the Ctrl-C on
    finally:
        listening.close()


def _listen(port: int) -> socket.socket:
    listening = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
    listening.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        listening.bind((HOST, port))
    except OSError:
        listening.close()
        raise SystemExit(
            f"Port {port} (APP_PORT) sedang dipakai program lain. "
            "Hentikan program itu atau ganti APP_PORT."
        ) from None
    return listening
