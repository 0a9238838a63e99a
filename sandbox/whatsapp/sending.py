"""GREEN-API's sending methods: they only put a message into the outgoing queue."""

from __future__ import annotations

import mimetypes
from collections.abc import Mapping
from typing import Any

from starlette.datastructures import UploadFile
from starlette.requests import Request
from starlette.responses import JSONResponse, Response

from sandbox.whatsapp import rendering
from sandbox.whatsapp.dialect import Handler
from sandbox.whatsapp.instance import Instance
from sandbox.whatsapp.phones import QUEUED, Message, new_id
from sandbox.whatsapp.validation import (
    Check,
    Json,
    Refused,
    body,
    chat_id,
    checked,
    flag,
    invalid,
    mapping,
    one_of,
    text,
    whole,
)

LONGEST_TEXT = 20_000
LONGEST_CAPTION = 1_024
LARGEST_FILE = 100 * 1024 * 1024

COMMON: Mapping[str, Check] = {
    "chatId": chat_id,
    "quotedMessageId": text(64),
    "typingTime": whole(1000, 20_000),
}
TEXT_FIELDS: Mapping[str, Check] = {
    **COMMON,
    "message": text(LONGEST_TEXT),
    "linkPreview": flag,
    "typePreview": one_of("large", "small"),
    "customPreview": mapping,
}
FILE_FIELDS: Mapping[str, Check] = {
    **COMMON,
    "fileName": text(255),
    "caption": text(LONGEST_CAPTION, empty=True),
}
TOP_KINDS = {"image": "imageMessage", "video": "videoMessage", "audio": "audioMessage"}


class Sending:
    def __init__(self, instance: Instance) -> None:
        self._instance = instance

    def handlers(self) -> Mapping[tuple[str, str], Handler]:
        return {
            ("POST", "sendMessage"): self.send_message,
            ("POST", "sendFileByUrl"): self.send_file_by_url,
            ("POST", "sendFileByUpload"): self.send_file_by_upload,
            ("POST", "uploadFile"): self.upload_file,
            ("GET", "showMessagesQueue"): self.show_queue,
            ("GET", "getMessagesCount"): self.count,
        }

    async def send_message(self, request: Request) -> Response:
        given = checked(await body(request), TEXT_FIELDS, required=("chatId", "message"))
        kind = rendering.text_kind(given["message"], quotes="quotedMessageId" in given)
        message_id = await self._enqueue("sendMessage", given, kind, {"text": given["message"]})
        return JSONResponse({"idMessage": message_id})

    async def send_file_by_url(self, request: Request) -> Response:
        """The file is not fetched: what the citizen's phone shows is the given address."""
        fields = {**FILE_FIELDS, "urlFile": text(4096)}
        given = checked(await body(request), fields, required=("chatId", "urlFile", "fileName"))
        kind, content = _file_content(given, given["urlFile"])
        message_id = await self._enqueue("sendFileByUrl", given, kind, content)
        return JSONResponse({"idMessage": message_id})

    async def send_file_by_upload(self, request: Request) -> Response:
        async with request.form() as form:
            given = {name: value for name, value in form.items() if name != "file"}
            file = form.get("file")
            if not isinstance(file, UploadFile):
                raise invalid("'file' is required")
            given.setdefault("fileName", file.filename or "file")
            checked(given, FILE_FIELDS, required=("chatId",))
            mime = file.content_type or _mime(str(given["fileName"]))
            url = self._keep(request, str(given["fileName"]), mime, await file.read())
        kind, content = _file_content(given, url)
        message_id = await self._enqueue(
            "sendFileByUpload", {**given, "urlFile": url}, kind, {**content, "mimeType": mime}
        )
        return JSONResponse({"idMessage": message_id, "urlFile": url})

    async def upload_file(self, request: Request) -> Response:
        name = request.headers.get("GA-Filename", "file")
        mime = request.headers.get("Content-Type") or _mime(name)
        url = self._keep(request, name, mime, await request.body())
        await self._instance.database.settled()
        return JSONResponse({"urlFile": url})

    async def show_queue(self, request: Request) -> Response:
        queued = self._instance.phones.queued()
        return JSONResponse([{"messageID": message.id, **message.request} for message in queued])

    async def count(self, request: Request) -> Response:
        return JSONResponse({"count": len(self._instance.phones.queued())})

    async def _enqueue(self, method: str, given: Json, kind: str, content: Json) -> str:
        instance = self._instance
        if instance.state == "starting":
            raise Refused("instance in starting process try later")
        quoted_id = given.get("quotedMessageId")
        message = Message(
            id=new_id(by_api=True),
            chat=given["chatId"],
            kind=kind,
            at=instance.now(),
            direction="out",
            sender=instance.account.wid,
            sender_name=instance.account.name,
            content={**content, "quotedMessageId": quoted_id} if quoted_id else content,
            status=QUEUED,
            by_api=True,
            request={"type": method, "body": given},
        )
        instance.phones.add(message)
        await instance.database.settled()
        instance.wake.set()
        return message.id

    def _keep(self, request: Request, name: str, mime: str, data: bytes) -> str:
        if len(data) > LARGEST_FILE:
            raise Refused("file is too large, the limit is 100 MB", 500)
        path = self._instance.phones.keep_file(name, mime, data)
        return f"{str(request.base_url).rstrip('/')}{path}"


def _file_content(given: Mapping[str, Any], url: str) -> tuple[str, Json]:
    """typeMessage and content of a message that carries this file."""
    name = str(given["fileName"])
    mime = _mime(name)
    kind = TOP_KINDS.get(mime.split("/")[0], "documentMessage")
    content = {"fileUrl": url, "fileName": name, "mimeType": mime}
    return kind, {**content, "caption": given.get("caption", "")}


def _mime(name: str) -> str:
    return mimetypes.guess_type(name)[0] or "application/octet-stream"
