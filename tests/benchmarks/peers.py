"""How such a bot is usually written, on the same stand-ins under the same conditions."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import gspread
import requests
from google.oauth2.credentials import Credentials
from googleapiclient.discovery import build
from gsab import Field, FieldType, Schema, SheetConnection, SheetManager
from gspread.exceptions import APIError
from gspread.http_client import HTTPClient

from tests.benchmarks.measure import Result, hand_over, messages, replies_by_chat, slow_sheets
from tests.stack import Stack

SPREADSHEET = "wadul-sandbox"
HEADER = ["nomor", "chat", "isi"]


class Gateway:
    """The gateway's queue, read the plain way: take, work, acknowledge."""

    def __init__(self, stack: Stack) -> None:
        self.base = f"{stack.gateway}/waInstance1101000001"
        self.http = requests.Session()

    def notifications(self, *, wait_s: int = 5) -> Iterator[dict[str, Any]]:
        url = f"{self.base}/receiveNotification/sandbox"
        while True:
            answer = self.http.get(url, params={"receiveTimeout": wait_s}, timeout=30)
            if not answer.ok:
                time.sleep(0.1)  # 429: it gives 100 a second
            elif found := answer.json():
                yield found
            else:
                return

    def acknowledge(self, found: dict[str, Any]) -> None:
        url = f"{self.base}/deleteNotification/sandbox/{found['receiptId']}"
        while self.http.delete(url, timeout=30).status_code == 429:
            time.sleep(0.1)

    def reply(self, chat: str, number: str) -> None:
        body = {"chatId": chat, "message": f"Terima kasih. No. Aduan {number}"}
        url = f"{self.base}/sendMessage/sandbox"
        while (answer := self.http.post(url, json=body, timeout=30)).status_code == 429:
            time.sleep(0.1)  # the gateway takes 50 a second
        answer.raise_for_status()


def naive(folder: Path, n: int, *, limit_s: float) -> Result:
    """A number from `col_values`, `append_row`, then the reply: once per message."""

    def work(stack: Stack, gateway: Gateway, note: Callable[[str], None]) -> None:
        for _ in one_by_one(stack, gateway, note):
            pass

    return _run(folder, n, work, limit_s=limit_s)


def one_by_one(
    stack: Stack, gateway: Gateway | None = None, note: Callable[[str], None] = lambda _: None
) -> Iterator[str]:
    """The naive way's loop: the chat of each message that was just replied to."""
    gateway = gateway or Gateway(stack)
    sheet = plain_gspread(stack).open_by_key(SPREADSHEET).sheet1
    sheet.append_row(HEADER)
    for found in gateway.notifications():
        if found["body"]["typeWebhook"] == "incomingMessageReceived":
            chat, text = _said(found)
            number = f"A-{len(_patiently(lambda: sheet.col_values(1))):05d}"
            row = [number, chat, text]
            _patiently(lambda row=row: sheet.append_row(row, table_range="A1"))
            note("row")
            gateway.reply(chat, number)
            note("reply")
            yield chat
        gateway.acknowledge(found)


def bulk(folder: Path, n: int, *, limit_s: float) -> Result:
    """gsab: read the whole queue, one `bulk_insert`, then the replies."""

    def work(stack: Stack, gateway: Gateway, note: Callable[[str], None]) -> None:
        table = asyncio.run(_gsab(stack))
        said = []
        for found in gateway.notifications(wait_s=5):
            if found["body"]["typeWebhook"] == "incomingMessageReceived":
                said.append(_said(found))
            gateway.acknowledge(found)
            if len(said) == n:
                break
        rows = [
            {"nomor": f"A-{i:05d}", "chat": chat, "isi": text}
            for i, (chat, text) in enumerate(said, 1)
        ]
        asyncio.run(table.bulk_insert(rows))
        for _ in rows:
            note("row")
        for row in rows:
            gateway.reply(row["chat"], row["nomor"])
            note("reply")

    return _run(folder, n, work, limit_s=limit_s)


class _TimeIsUp(Exception):
    pass


def _run(
    folder: Path,
    n: int,
    work: Callable[[Stack, Gateway, Callable[[str], None]], None],
    *,
    limit_s: float,
) -> Result:
    with Stack(folder) as stack:
        stack.start_services()
        slow_sheets(stack)
        started = hand_over(stack, n)
        seen: dict[str, list[float]] = {"row": [], "reply": []}

        def note(what: str) -> None:
            seen[what].append(time.monotonic() - started)
            if time.monotonic() - started > limit_s:
                raise _TimeIsUp
            if len(seen["reply"]) == n:
                raise _TimeIsUp

        try:
            work(stack, Gateway(stack), note)
        except _TimeIsUp:
            pass
        replies = replies_by_chat(stack)
        calls = [stack.calls(user) for user in ("peer",)]
        return Result(
            n=n,
            last_reply_s=_last(seen["reply"], n),
            last_row_s=_last(seen["row"], n),
            replies=len(seen["reply"]),
            rows=len(seen["row"]),
            reads=sum(call["reads"] for call in calls),
            writes=sum(call["writes"] for call in calls),
            lost=n - len(seen["reply"]),
            doubled=sum(replies[message["chatId"]] > 1 for message in messages(n)),
        )


def _last(moments: list[float], n: int) -> float | None:
    return moments[-1] if len(moments) == n else None


def _said(found: dict[str, Any]) -> tuple[str, str]:
    body = found["body"]
    return body["senderData"]["chatId"], body["messageData"]["textMessageData"]["textMessage"]


def _patiently(call: Callable[[], Any]) -> Any:
    """As every such bot does: wait and try again when Google says 429."""
    while True:
        try:
            return call()
        except APIError as error:
            if error.code != 429:
                raise
            time.sleep(2)


def plain_gspread(stack: Stack) -> gspread.Client:
    class Local(HTTPClient):
        def request(self, method: str, endpoint: str, *args: Any, **kwargs: Any) -> Any:
            local = endpoint.replace("https://sheets.googleapis.com", stack.sheets)
            return super().request(method, local, *args, **kwargs)

    return gspread.authorize(Credentials(token="peer"), http_client=Local)


async def _gsab(stack: Stack) -> SheetManager:
    class Local(SheetConnection):
        async def connect(self) -> None:
            self.service = build(
                "sheets",
                "v4",
                credentials=Credentials(token="peer"),
                client_options={"api_endpoint": stack.sheets},
                static_discovery=True,
            )

    fields = [Field(name, FieldType.STRING) for name in HEADER]
    table = SheetManager(Local(), Schema("Sheet1", fields))
    table.sheet_id = SPREADSHEET
    return table
