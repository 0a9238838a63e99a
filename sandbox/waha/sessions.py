"""WAHA's session: whether the number is linked and works."""

from __future__ import annotations

from collections.abc import Mapping

from starlette.requests import Request
from starlette.responses import JSONResponse, Response

from sandbox.waha.dialect import STATUSES, WORKING, Handler, session
from sandbox.whatsapp.instance import Instance


class Sessions:
    def __init__(self, instance: Instance) -> None:
        self._instance = instance

    def handlers(self) -> Mapping[tuple[str, str], Handler]:
        return {("GET", "/api/sessions/{session}"): self.one}

    async def one(self, request: Request) -> Response:
        instance = self._instance
        name = session(instance, request.path_params["session"], working=False)
        status = STATUSES[instance.state]
        account = instance.account
        me = {"id": account.wid, "lid": None, "pushName": account.name}
        return JSONResponse(
            {
                "name": name,
                "status": status,
                "config": {},
                "me": me if status == WORKING else None,
                "engine": {"engine": account.engine},
                "presence": "offline",
                "timestamps": {"activity": int(instance.now() * 1000)},
            }
        )
