"""WAHA's sending: what is taken leaves at once, under the id that the caller chose."""

from __future__ import annotations

import base64
import binascii
import re
from collections.abc import Mapping

from starlette.requests import Request
from starlette.responses import JSONResponse, Response

from sandbox.waha import rendering
from sandbox.waha.dialect import Handler, Json, body, error, refusal, session, words
from sandbox.whatsapp.instance import Instance
from sandbox.whatsapp.phones import QUEUED, Message, new_id, next_status
from sandbox.whatsapp.rendering import text_kind

FILE_KINDS = {
    "sendImage": "imageMessage",
    "sendVideo": "videoMessage",
    "sendFile": "documentMessage",
}
ACCOUNT = re.compile(r"\d{5,20}@(c\.us|lid|s\.whatsapp\.net)|\d{5,20}(-\d+)?@g\.us")


class Sending:
    def __init__(self, instance: Instance) -> None:
        self._instance = instance

    def handlers(self) -> Mapping[tuple[str, str], Handler]:
        files = {("POST", f"/api/{name}"): self.send_file for name in FILE_KINDS}
        return {("POST", "/api/sendText"): self.send_text, **files}

    async def send_text(self, request: Request) -> Response:
        given = await self._given(request, "text")
        kind = text_kind(given["text"], quotes=bool(given.get("reply_to")))
        return await self._send(request, given, kind, {"text": given["text"]})

    async def send_file(self, request: Request) -> Response:
        given = await self._given(request)
        name, mime, data = _file(given.get("file"))
        path = self._instance.phones.keep_file(name, mime, data)
        content = {
            "fileUrl": str(request.base_url).rstrip("/") + path,
            "fileName": name,
            "mimeType": mime,
            "caption": given.get("caption") or "",
        }
        kind = FILE_KINDS[request.url.path.rpartition("/")[2]]
        return await self._send(request, given, kind, content)

    async def _given(self, request: Request, *names: str) -> Json:
        given = await body(request)
        words(given, "session", "chatId", *names)
        session(self._instance, given["session"])
        return given

    async def _send(self, request: Request, given: Json, kind: str, content: Json) -> Response:
        """A second message of the same id is the same bubble; the copy is counted on it."""
        if not ACCOUNT.fullmatch(given["chatId"]):
            return error(500, False)  # the engine cannot parse it
        faults = request.app.state.shell.faults
        own = faults.take(f"POST {request.url.path}", {"own_id"})
        chosen = "" if own else str(given.get("id") or "")
        phones = self._instance.phones
        message = phones.find(chosen) if chosen else None
        if message is not None:
            phones.count_copy(message)
        else:
            message = self._leave(given, kind, content, chosen or new_id(by_api=True))
        await self._instance.database.settled()
        self._instance.wake.set()
        return JSONResponse({"id": rendering.serialized(message), "_data": {}}, status_code=201)

    def _leave(self, given: Json, kind: str, content: Json, message_id: str) -> Message:
        instance = self._instance
        quoted = str(given.get("reply_to") or "").split("_")
        quoted_id = quoted[2] if len(quoted) > 2 else quoted[0]
        message = Message(
            id=message_id,
            chat=instance.home_of(given["chatId"]),
            kind=kind,
            at=instance.now(),
            direction="out",
            sender=instance.account.wid,
            sender_name=instance.account.name,
            content={**content, "quotedMessageId": quoted_id} if quoted_id else content,
            status=QUEUED,
            by_api=True,
            request={"type": rendering.SENT_HERE},
        )
        instance.phones.add(message)
        return instance.phones.advance(message, next_status(message) or "sent", message.at)


def _file(given: object) -> tuple[str, str, bytes]:
    """Name, type and bytes of `file`. Files by address are not fetched here."""
    if not isinstance(given, dict):
        raise refusal(400, ["file must be an object"])
    words(given, "mimetype", "filename", "data")
    try:
        data = base64.b64decode(given["data"], validate=True)
    except binascii.Error:
        raise refusal(400, ["file.data must be base64"]) from None
    return given["filename"], given["mimetype"], data
