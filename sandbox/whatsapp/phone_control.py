"""Control of the phones from outside: write from one, see what one shows, unpair the desk's."""

from __future__ import annotations

from typing import Any

from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import BaseRoute, Route

from sandbox import control
from sandbox.control import BadControl
from sandbox.whatsapp import injection, rendering
from sandbox.whatsapp.instance import EXPIRED, STATES, Instance
from sandbox.whatsapp.phones import Message, new_id

Json = dict[str, Any]

# What changes another message instead of standing in the chat by itself.
CHANGES = frozenset({"reactionMessage", "editedMessage", "deletedMessage"})
SHOWN = (
    *("fileUrl", "fileName", "mimeType", "latitude", "longitude", "displayName", "isForwarded"),
    "copies",
)
NOTIFIES = {"editedMessage": "editedMessageWebhook", "deletedMessage": "deletedMessageWebhook"}
POLLS = frozenset({"pollMessage", "pollUpdateMessage"})


class PhoneControl:
    def __init__(self, instance: Instance) -> None:
        self._instance = instance

    def routes(self) -> list[BaseRoute]:
        prefix = control.PREFIX
        return [
            Route(prefix + "inbound", self.inbound, methods=["POST"]),
            Route(prefix + "chats", self.chats, methods=["GET"]),
            Route(prefix + "chats/{chat}", self.chat, methods=["GET"]),
            Route(prefix + "state", self.state, methods=["POST"]),
            Route(prefix + "clock", self.clock, methods=["POST"]),
            Route(prefix + "lids", self.lids, methods=["POST"]),
        ]

    async def inbound(self, request: Request) -> Response:
        """One message, or a list of them in one transaction: all are taken in or none."""
        try:
            given = await control.read(request)
            bodies = [injection.check(item) for item in _as_list(given)]
        except BadControl as problem:
            return control.refuse(problem)
        ids = [self._take_in(body, request) for body in bodies]
        await self._instance.database.settled()
        return JSONResponse(ids if isinstance(given, list) else {"idMessage": ids[0]})

    async def chats(self, request: Request) -> Response:
        rows = self._instance.phones.chats()
        return JSONResponse(
            [
                {"chatId": row["chat"], "name": row["name"], "timestamp": int(row["at"])}
                for row in rows
            ]
        )

    async def chat(self, request: Request) -> Response:
        return JSONResponse(shown(self._instance.phones.shown(request.path_params["chat"])))

    async def state(self, request: Request) -> Response:
        try:
            given = await control.read(request)
            wanted = given.get("stateInstance") if isinstance(given, dict) else None
            if wanted not in (*STATES, EXPIRED):
                raise BadControl(f"'stateInstance' must be one of {', '.join(STATES)}, {EXPIRED}.")
        except BadControl as problem:
            return control.refuse(problem)
        self._instance.change_state(wanted)
        if wanted != EXPIRED and self._instance.wants("stateWebhook"):
            self._instance.notify("stateInstanceChanged", {"stateInstance": wanted})
        await self._instance.database.settled()
        return JSONResponse({"stateInstance": wanted})

    async def clock(self, request: Request) -> Response:
        """Shift the gateway's clock, so that 24 h pass in a test."""
        try:
            given = await control.read(request)
            seconds = given.get("advance_s") if isinstance(given, dict) else None
            if not isinstance(seconds, int | float) or isinstance(seconds, bool):
                raise BadControl("'advance_s' must be a number of seconds.")
        except BadControl as problem:
            return control.refuse(problem)
        self._instance.shift_clock(seconds)
        await self._instance.database.settled()
        return JSONResponse({"timestamp": int(self._instance.now())})

    async def lids(self, request: Request) -> Response:
        """Let it be known whose number a hidden id stands for."""
        try:
            given = await control.read(request)
            named = given if isinstance(given, dict) else {}
            lid, number = str(named.get("lid") or ""), str(named.get("pn") or "")
            if not lid.endswith("@lid") or not number.endswith("@c.us"):
                raise BadControl("'lid' must end in @lid and 'pn' in @c.us.")
        except BadControl as problem:
            return control.refuse(problem)
        self._instance.tell_number(lid, number)
        await self._instance.database.settled()
        return JSONResponse({"lid": lid, "pn": number})

    def _take_in(self, body: Json, request: Request) -> str:
        if injection.is_call(body):
            return self._call(body)
        base_url = str(request.base_url).rstrip("/")
        message = injection.message_from(body, self._instance, base_url=base_url)
        self._instance.phones.add(message)
        faults = request.app.state.shell.faults
        if not faults.take(f"POST {request.url.path}", {"journal_only"}):
            self._announce(message, chat_name=body.get("chatName", message.sender_name))
        return message.id

    def _call(self, body: Json) -> str:
        call_id = new_id()
        if self._instance.wants("incomingCallWebhook"):
            status = body.get("status", "offer")
            self._instance.notify(
                "incomingCall", {"from": body["chatId"], "status": status, "idMessage": call_id}
            )
        return call_id

    def _announce(self, message: Message, *, chat_name: str) -> None:
        """Put the notification into the queue, if the settings want it."""
        instance = self._instance
        outgoing = message.direction == "out"
        switches = ["outgoingMessageWebhook" if outgoing else "incomingWebhook"]
        if message.kind in NOTIFIES:
            switches.append(NOTIFIES[message.kind])
        if message.kind in POLLS:
            switches.append("pollMessageWebhook")
        if instance.wants(*switches):
            body = rendering.received(message, instance.quoted(message), chat_name=chat_name)
            kind = "outgoingMessageReceived" if outgoing else "incomingMessageReceived"
            instance.notify(kind, body)


def _as_list(given: object) -> list[object]:
    return given if isinstance(given, list) else [given]


def shown(messages: list[Message]) -> list[Json]:
    """The chat as its phone shows it: edits, deletions and reactions applied to what they mean."""
    bubbles: dict[str, Json] = {}
    for message in messages:
        if message.kind in CHANGES:
            _apply(message, bubbles)
        else:
            bubbles[message.id] = _bubble(message)
    return list(bubbles.values())


def _bubble(message: Message) -> Json:
    content = message.content
    bubble: Json = {
        "direction": message.direction,
        "idMessage": message.id,
        "text": content.get("text") or content.get("caption") or "",
        "timestamp": int(message.at),
        "typeMessage": message.kind,
        "sender": message.sender,
        "senderName": message.sender_name,
    }
    if message.direction == "out":
        bubble["status"] = message.status
    if "quotedMessageId" in content:
        bubble["quotedMessageId"] = content["quotedMessageId"]
    return bubble | {name: content[name] for name in SHOWN if name in content}


def _apply(change: Message, bubbles: dict[str, Json]) -> None:
    content = change.content
    target = bubbles.get(content.get("stanzaId") or content.get("quotedMessageId") or "")
    if target is None:
        return
    if change.kind == "deletedMessage":
        target |= {"text": "", "deleted": True}
        target.pop("fileUrl", None)
    elif change.kind == "editedMessage":
        target |= {"text": content.get("text") or content.get("caption") or "", "edited": True}
    else:
        others = [r for r in target.get("reactions", []) if r["sender"] != change.sender]
        mine = {"sender": change.sender, "text": content["reaction"]}
        target["reactions"] = [*others, mine] if content["reaction"] else others
