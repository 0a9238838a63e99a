"""A gateway that lets nothing out once the worker may have been replaced."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, cast

from desk.tenure import REPLACED
from workers.gateways.base import Gateway, GatewayError


def fenced(gateway: Gateway, held: Callable[[], bool]) -> Gateway:
    """`gateway`, asking `held` before each message that leaves; all else goes on as it is."""
    return cast(Gateway, _Fenced(gateway, held))


class _Fenced:
    def __init__(self, gateway: Gateway, held: Callable[[], bool]) -> None:
        self._gateway = gateway
        self._held = held

    def __getattr__(self, name: str) -> Any:
        return getattr(self._gateway, name)

    def send_text(self, *arguments: Any, **options: Any) -> str:
        self._still_ours()
        return self._gateway.send_text(*arguments, **options)

    def send_file(self, *arguments: Any, **options: Any) -> str:
        self._still_ours()
        return self._gateway.send_file(*arguments, **options)

    def _still_ours(self) -> None:
        if not self._held():
            raise GatewayError(REPLACED)
