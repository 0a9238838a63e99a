"""Calls to the stand-ins on this machine, never through a proxy that the environment names."""

from __future__ import annotations

from typing import Any

import requests

HOST = "http://127.0.0.1"


def call(method: str, port: int, path: str, *, timeout: float, **options: Any) -> requests.Response:
    """One request; raises requests.RequestException when nothing answers in `timeout` seconds."""
    with requests.Session() as session:
        session.trust_env = False
        return session.request(method, f"{HOST}:{port}{path}", timeout=timeout, **options)
