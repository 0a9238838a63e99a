"""The named steps of a message's way: where exactly a process is killed."""

from __future__ import annotations

from dataclasses import dataclass

from tests.crash.gate import Moment

BEFORE, AFTER = Moment.BEFORE, Moment.AFTER

#: A step of the way -> how each gateway calls it; the Sheet's calls are the same for both.
CALLS: dict[str, dict[str, str]] = {
    "green_api": {
        "pull": "receiveNotification",
        "acknowledge": "deleteNotification",
        "send": "sendMessage",
        "ask": "getChatHistory",
        "file": "media",
    },
    "waha": {
        "pull": "messages",
        "send": "sendText",
        "ask": "messages of a chat",
        "file": "files",
    },
}
SHEETS = {"read": "GET values:batchGet", "write": "POST :batchUpdate"}

#: What the journal says once a step is done; each counts records of one chat.
FACTS = {
    "committed": "select count(*) from messages where chat_id = :chat and direction = 'in'",
    "stored": "select count(*) from messages where chat_id = :chat and direction = 'out'"
    " and gateway_id <> ''",
    "fetched": "select count(*) from media join messages on messages.id = media.message_id"
    " where messages.chat_id = :chat and media.state = 'stored'",
    "in the sheet": "select count(*) from complaints where chat_id = :chat and not sheet_pending",
}


@dataclass(frozen=True)
class Step:
    """`victim` dies at `moment` of `call`, or as soon as the journal says `fact`.

    names_chat: only a call that tells of the chat of this step's story is meant.
    in_hand: the worker has the answer and cannot write it down, for the journal is locked.
    asked: its story's reply was lost on the way before, so that the gateway is asked for it.
    """

    name: str
    victim: str
    call: str = ""
    moment: Moment = BEFORE
    fact: str = ""
    names_chat: bool = True
    in_hand: bool = False
    asked: bool = False
    story: str = "text"

    @property
    def server(self) -> str:
        return "sheets" if self.call in SHEETS else "gateway"


STEPS = (
    Step("pull: handed out", "worker", "pull", AFTER),
    Step("pull: received, not on disk", "worker", "pull", AFTER, in_hand=True),
    Step("pull: committed", "worker", fact="committed"),
    Step("pull: before the acknowledgement", "worker", "acknowledge", BEFORE, names_chat=False),
    Step("pull: acknowledged", "worker", "acknowledge", AFTER, names_chat=False),
    Step("send: marked sending", "worker", "send", BEFORE),
    Step("send: posted", "worker", "send", AFTER),
    Step("send: stored", "worker", fact="stored"),
    Step("settle: before asking", "worker", "ask", BEFORE, asked=True),
    Step("settle: asked", "worker", "ask", AFTER, asked=True),
    Step("file: before fetching", "worker", "file", BEFORE, names_chat=False, story="photo"),
    Step("file: on its way", "worker", "file", AFTER, names_chat=False, story="photo"),
    Step("file: fetched", "worker", fact="fetched", story="photo"),
    Step("sync: read", "worker", "read", AFTER, names_chat=False),
    Step("sync: in flight stored", "worker", "write", BEFORE),
    Step("sync: batch sent", "worker", "write", AFTER),
    Step("sync: echo stored", "worker", fact="in the sheet"),
    Step("gateway: handing out", "gateway", "pull", AFTER),
    Step("gateway: acknowledging", "gateway", "acknowledge", BEFORE, names_chat=False),
    Step("gateway: acknowledged", "gateway", "acknowledge", AFTER, names_chat=False),
    Step("gateway: taking a message", "gateway", "send", BEFORE),
    Step("gateway: message taken", "gateway", "send", AFTER),
    Step("gateway: being asked", "gateway", "ask", BEFORE, asked=True),
    Step("gateway: giving a file", "gateway", "file", BEFORE, names_chat=False, story="photo"),
    Step("sheets: reading", "sheets", "read", AFTER, names_chat=False),
    Step("sheets: taking a batch", "sheets", "write", BEFORE),
    Step("sheets: batch applied", "sheets", "write", AFTER),
)
#: Those that the short run of each gateway takes.
FIRST: dict[str, frozenset[str]] = {
    "green_api": frozenset(
        {
            "pull: received, not on disk",
            "send: posted",
            "sync: in flight stored",
            "gateway: message taken",
        }
    ),
    "waha": frozenset(
        {"pull: committed", "send: marked sending", "sync: batch sent", "sheets: batch applied"}
    ),
}


def steps_of(gateway: str, *, all_of_them: bool) -> list[Step]:
    known = {*CALLS[gateway], *SHEETS}
    return [
        step
        for step in STEPS
        if (all_of_them or step.name in FIRST[gateway]) and (step.fact or step.call in known)
    ]
