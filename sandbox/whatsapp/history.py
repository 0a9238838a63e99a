"""GREEN-API's journals: what was received and sent, visible only after the journals' lag."""

from __future__ import annotations

from collections.abc import Mapping

from starlette.requests import Request
from starlette.responses import JSONResponse, Response

from sandbox.whatsapp import rendering
from sandbox.whatsapp.dialect import Handler
from sandbox.whatsapp.instance import Instance
from sandbox.whatsapp.phones import Message
from sandbox.whatsapp.validation import (
    Refused,
    body,
    chat_id,
    checked,
    invalid,
    text,
    whole,
)

DEFAULT_MINUTES = 1440


class History:
    def __init__(self, instance: Instance) -> None:
        self._instance = instance

    def handlers(self) -> Mapping[tuple[str, str], Handler]:
        return {
            ("GET", "lastIncomingMessages"): self.last_incoming,
            ("GET", "lastOutgoingMessages"): self.last_outgoing,
            ("POST", "getChatHistory"): self.chat_history,
            ("POST", "getMessage"): self.one_message,
            ("POST", "downloadFile"): self.download_file,
        }

    async def last_incoming(self, request: Request) -> Response:
        return self._last("in", request)

    async def last_outgoing(self, request: Request) -> Response:
        return self._last("out", request)

    async def chat_history(self, request: Request) -> Response:
        fields = {"chatId": chat_id, "count": whole(1, 10_000)}
        given = checked(await body(request), fields, required=("chatId",))
        self._need_authorization()
        found = self._instance.phones.history(
            given["chatId"], until=self._visible_until(), limit=given.get("count", 100)
        )
        return self._lines(found)

    async def one_message(self, request: Request) -> Response:
        message = await self._named(request)
        if message is None or message.written_at > self._visible_until():
            raise Refused("message not found")
        return JSONResponse(rendering.journal_line(message, self._instance.quoted(message)))

    async def download_file(self, request: Request) -> Response:
        message = await self._named(request)
        url = message.content.get("fileUrl") if message else None
        if not url:
            raise Refused("message with a file not found")
        return JSONResponse({"downloadUrl": url})

    async def _named(self, request: Request) -> Message | None:
        fields = {"chatId": chat_id, "idMessage": text(64)}
        given = checked(await body(request), fields, required=("chatId", "idMessage"))
        message = self._instance.phones.find(given["idMessage"])
        return message if message and message.chat == given["chatId"] else None

    def _last(self, direction: str, request: Request) -> Response:
        minutes = request.query_params.get("minutes", str(DEFAULT_MINUTES))
        if not minutes.isascii() or not minutes.isdigit():
            raise invalid("'minutes' must be a number")
        found = self._instance.phones.written(
            direction,
            since=self._instance.now() - int(minutes) * 60,
            until=self._visible_until(),
        )
        return self._lines(found)

    def _lines(self, messages: list[Message]) -> Response:
        quoted = self._instance.quoted
        return JSONResponse([rendering.journal_line(m, quoted(m)) for m in messages])

    def _visible_until(self) -> float:
        return self._instance.now() - self._instance.journal_lag_s

    def _need_authorization(self) -> None:
        if self._instance.state in ("notAuthorized", "starting"):
            raise Refused("instance is starting or not authorized")
