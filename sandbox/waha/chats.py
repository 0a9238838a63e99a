"""WAHA's lists of messages, one message by its id, its file, and the numbers behind hidden ids."""

from __future__ import annotations

from collections.abc import Mapping

from starlette.requests import Request
from starlette.responses import JSONResponse, Response

from sandbox.waha import rendering
from sandbox.waha.dialect import FILES, Handler, Json, error, refusal, session
from sandbox.whatsapp.instance import Instance
from sandbox.whatsapp.phones import Message, Wanted

ALL = "all"
DEFAULT_LIMIT = 10
#: How long a fetched file stays where its address says (WHATSAPP_FILES_LIFETIME).
FILES_LIFETIME_S = 180.0
TRUE = ("true", "1")


class Chats:
    def __init__(self, instance: Instance) -> None:
        self._instance = instance
        self._shown_until: dict[str, float] = {}

    def handlers(self) -> Mapping[tuple[str, str], Handler]:
        return {
            ("GET", "/api/{session}/chats/{chat}/messages"): self.messages,
            ("GET", "/api/{session}/chats/{chat}/messages/{id}"): self.message,
            ("GET", "/api/{session}/lids/{lid}"): self.lid,
            ("GET", FILES + "{session}/{id}"): self.file,
        }

    async def messages(self, request: Request) -> Response:
        """A page by WhatsApp's time. What is no message is left out after the page was cut."""
        session(self._instance, request.path_params["session"])
        query = request.query_params
        wanted = Wanted(
            chat=self._chat(request.path_params["chat"]),
            direction=_direction(query.get("filter.fromMe")),
            since=_number(query, "filter.timestamp.gte", 0),
            until=_number(query, "filter.timestamp.lte", 2**40) + 1,
            oldest_first=query.get("sortOrder") == "asc",
            limit=_number(query, "limit", DEFAULT_LIMIT),
            offset=_number(query, "offset", 0),
        )
        await self._instance.database.settled()
        found = self._instance.phones.listed(wanted)
        download = query.get("downloadMedia", "true") in TRUE
        return JSONResponse([self._shown(one, request, download) for one in found if _listed(one)])

    async def message(self, request: Request) -> Response:
        """One message by its raw or its whole id; an unknown one is 404."""
        session(self._instance, request.path_params["session"])
        given = request.path_params["id"].split("_")
        found = self._instance.phones.find(given[2] if len(given) > 2 else given[0])
        if found is None or not _listed(found) or found.status in ("queued", "expired"):
            raise refusal(404, "Message not found")
        await self._instance.database.settled()
        download = request.query_params.get("downloadMedia", "true") in TRUE
        return JSONResponse(self._shown(found, request, download))

    async def lid(self, request: Request) -> Response:
        """The number behind a hidden id; null is usual: the citizen is in nobody's contacts."""
        session(self._instance, request.path_params["session"])
        lid = request.path_params["lid"]
        return JSONResponse({"lid": lid, "pn": self._instance.lids.get(lid)})

    async def file(self, request: Request) -> Response:
        media_id, now = request.path_params["id"], self._instance.now()
        faults = request.app.state.shell.faults
        found = self._instance.phones.file(media_id)
        late = faults.take(f"GET {request.url.path}", {"late_media"})
        if found is None or late or self._shown_until.get(media_id, 0) < now:
            return error(404, False)
        mime, data = found
        return Response(data, media_type=mime)

    def _chat(self, given: str) -> str:
        return "" if given == ALL else self._instance.home_of(given)

    def _shown(self, message: Message, request: Request, download: bool) -> Json:
        media = self._media(message, request) if download else None
        return rendering.wa_message(message, self._instance.quoted(message), media=media)

    def _media(self, message: Message, request: Request) -> Json | None:
        url = str(message.content.get("fileUrl") or "")
        if message.kind not in rendering.MEDIA or "/media/" not in url:
            return None
        media_id = url.rpartition("/")[2]
        self._shown_until[media_id] = self._instance.now() + FILES_LIFETIME_S
        base = str(request.base_url).rstrip("/")
        return {
            "url": f"{base}{FILES}{self._instance.account.session}/{media_id}",
            "mimetype": message.content.get("mimeType"),
            "filename": message.content.get("fileName"),
            "s3": None,
            "error": None,
        }


def _listed(message: Message) -> bool:
    decrypted = message.content.get("text") not in rendering.NOT_DECRYPTED
    return decrypted and message.kind not in rendering.NOT_LISTED


def _direction(from_me: str | None) -> str:
    if from_me is None:
        return ""
    return "out" if from_me in TRUE else "in"


def _number(query: Mapping[str, str], name: str, default: int) -> int:
    given = query.get(name, str(default))
    if not given.isascii() or not given.isdigit():
        raise refusal(400, [f"{name} must be a number"])
    return int(given)
