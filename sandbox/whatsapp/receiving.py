"""GREEN-API's receiving methods: the notification queue and the two queue counters."""

from __future__ import annotations

import asyncio
from collections.abc import Mapping

from starlette.requests import Request
from starlette.responses import JSONResponse, Response

from sandbox import web
from sandbox.faults import Faults
from sandbox.whatsapp.dialect import Handler
from sandbox.whatsapp.instance import Instance
from sandbox.whatsapp.validation import invalid

SHORTEST_S, LONGEST_S = 5, 60


class Receiving:
    def __init__(self, instance: Instance) -> None:
        self._instance = instance

    def handlers(self) -> Mapping[tuple[str, str], Handler]:
        return {
            ("GET", "receiveNotification"): self.receive,
            ("DELETE", "deleteNotification"): self.delete,
            ("GET", "getWebhooksCount"): self.count,
        }

    async def receive(self, request: Request) -> Response:
        """The head of the queue, or null when nothing came within receiveTimeout."""
        instance = self._instance
        loop = asyncio.get_running_loop()
        deadline = loop.time() + _receive_timeout(request)
        while True:
            # With a webhook address set, notifications go there and not here.
            head = None if instance.settings["webhookUrl"] else instance.queue.head(instance.now())
            if head:
                await instance.database.settled()
                answer = f'{{"receiptId":{head.receipt},"body":{head.body}}}'
                return Response(answer, media_type="application/json")
            left_s = deadline - loop.time()
            if left_s <= 0 or not await instance.queue.arrival(left_s):
                return Response("null", media_type="application/json")

    async def delete(self, request: Request) -> Response:
        instance = self._instance
        faults: Faults = request.app.state.shell.faults
        line = f"DELETE {request.url.path}"
        receipt = request.path_params.get("rest", "")
        gone = (
            instance.queue.acknowledge(int(receipt))
            if receipt.isascii() and receipt.isdigit()
            else None
        )
        if gone and not gone.copy and faults.take(line, {"duplicate"}):
            instance.queue.push(gone.body, at=gone.at, copy=True)
        await instance.database.settled()
        if faults.take(line, {"lost_ack"}):
            return web.Cut()
        reason = "" if gone else "the notification is already deleted or the receiptId is not known"
        return JSONResponse({"result": gone is not None, "reason": reason})

    async def count(self, request: Request) -> Response:
        return JSONResponse({"count": len(self._instance.queue)})


def _receive_timeout(request: Request) -> int:
    given = request.query_params.get("receiveTimeout", str(SHORTEST_S))
    if not given.isascii() or not given.isdigit():
        raise invalid("'receiveTimeout' must be a number")
    if not SHORTEST_S <= int(given) <= LONGEST_S:
        raise invalid(f"'receiveTimeout' must be between {SHORTEST_S} and {LONGEST_S}")
    return int(given)
