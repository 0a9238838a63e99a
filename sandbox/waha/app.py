"""WAHA's routes for an instance whose phones GREEN-API's routes show as well."""

from __future__ import annotations

from starlette.routing import BaseRoute

from sandbox.waha import dialect
from sandbox.waha.chats import Chats
from sandbox.waha.sending import Sending
from sandbox.waha.sessions import Sessions
from sandbox.whatsapp.instance import Instance

#: `own_id`: the gateway gives the message an id of its own, as engines do that cannot take one.
FAULTS = frozenset({"own_id"})


def routes(instance: Instance) -> list[BaseRoute]:
    parts = (Sessions(instance), Chats(instance), Sending(instance))
    handlers = {key: handler for part in parts for key, handler in part.handlers().items()}
    return dialect.routes(instance, handlers)
