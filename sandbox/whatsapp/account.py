"""GREEN-API's account methods: settings, state, read marks and number checks."""

from __future__ import annotations

from collections.abc import Mapping

from starlette.requests import Request
from starlette.responses import JSONResponse, Response

from sandbox.whatsapp.dialect import Handler
from sandbox.whatsapp.instance import SETTINGS, Instance
from sandbox.whatsapp.phones import OUTCOMES
from sandbox.whatsapp.validation import (
    Check,
    Refused,
    body,
    chat_id,
    checked,
    flag,
    invalid,
    one_of,
    text,
    whole,
)

CHECKS: Mapping[str, Check] = {
    **{name: one_of("yes", "no") for name, value in SETTINGS.items() if value in ("yes", "no")},
    "webhookUrl": text(2048, empty=True),
    "webhookUrlToken": text(2048, empty=True),
    "delaySendMessagesMilliseconds": whole(500, 600_000),
    "enableLidMode": flag,
}


class AccountMethods:
    def __init__(self, instance: Instance) -> None:
        self._instance = instance

    def handlers(self) -> Mapping[tuple[str, str], Handler]:
        return {
            ("GET", "getSettings"): self.get_settings,
            ("POST", "setSettings"): self.set_settings,
            ("GET", "getStateInstance"): self.get_state,
            ("POST", "readChat"): self.read_chat,
            ("POST", "checkWhatsapp"): self.check_whatsapp,
        }

    async def get_settings(self, request: Request) -> Response:
        account = {"wid": self._instance.account.wid, "typeInstance": "whatsapp"}
        return JSONResponse({**account, **self._instance.settings})

    async def set_settings(self, request: Request) -> Response:
        """Takes effect at once; the vendor needs up to five minutes and a restart."""
        changes = checked(await body(request), CHECKS)
        if not changes:
            raise invalid("at least one setting is required")
        self._instance.change_settings(changes)
        await self._instance.database.settled()
        return JSONResponse({"saveSettings": True})

    async def get_state(self, request: Request) -> Response:
        return JSONResponse({"stateInstance": self._instance.state})

    async def read_chat(self, request: Request) -> Response:
        checked(
            await body(request), {"chatId": chat_id, "idMessage": text(64)}, required=("chatId",)
        )
        self._need_authorization()
        return JSONResponse({"setRead": True})

    async def check_whatsapp(self, request: Request) -> Response:
        fields = {"phoneNumber": whole(10_000, 10**16), "chatId": chat_id}
        given = checked(await body(request), fields)
        if len(given) != 1:
            raise invalid("one of 'phoneNumber' and 'chatId' is required")
        self._need_authorization()
        chat = given.get("chatId") or f"{given['phoneNumber']}@c.us"
        if "noAccount" in OUTCOMES.get(chat, ()):
            return JSONResponse({"existsWhatsapp": False})
        return JSONResponse({"existsWhatsapp": True, "chatId": chat})

    def _need_authorization(self) -> None:
        if self._instance.state in ("notAuthorized", "starting"):
            raise Refused("instance is starting or not authorized")
