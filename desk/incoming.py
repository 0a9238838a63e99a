"""A message as any gateway gives it, in words that no provider owns.

Gateways make these from what they receive; `desk.intake` takes them in. They know messages, not
complaints.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum


class Kind(StrEnum):
    """What a message is. Anything a gateway cannot name is OTHER and is kept whole for people."""

    TEXT = "text"
    IMAGE = "image"
    VIDEO = "video"
    DOCUMENT = "document"
    AUDIO = "audio"
    STICKER = "sticker"
    LOCATION = "location"
    CONTACT = "contact"
    REACTION = "reaction"
    EDIT = "edit"
    DELETION = "deletion"
    CALL = "call"
    UNREADABLE = "unreadable"  # the gateway could not decrypt it: ask once to send it again
    OTHER = "other"


class Chat(StrEnum):
    PERSON = "person"
    GROUP = "group"
    BROADCAST = "broadcast"  # status, broadcast lists, newsletters


@dataclass(frozen=True)
class Attachment:
    """A file that the gateway keeps for a while at `url`."""

    url: str
    name: str = ""
    mime: str = ""


@dataclass(frozen=True)
class Incoming:
    """One message of a citizen (or staff member) to the desk's number."""

    gateway: str
    id: str  # the gateway's id of the message
    at: datetime  # when it was sent, by WhatsApp's clock
    chat_id: str  # word for word; the address of the reply
    chat: Chat
    kind: Kind
    sender_id: str = ""  # in a group, the person
    sender_name: str = ""  # chosen by the sender: never used as a salutation
    also: str = ""  # another address of the same account, where the gateway knows one
    phone: str = ""  # only when the chat id is a phone number
    text: str = ""  # text, caption, or a location in words
    attachment: Attachment | None = None
    latitude: float | None = None
    longitude: float | None = None
    quoted_id: str = ""  # gateway id of the quoted message
    quoted_text: str = ""
    about_id: str = ""  # reaction, edit, deletion: the message it is about
    forwarded: bool = False
    raw: dict[str, object] = field(default_factory=dict)


class Delivery(StrEnum):
    """How far one of our messages came."""

    SENT = "sent"
    DELIVERED = "delivered"
    READ = "read"
    FAILED = "failed"


@dataclass(frozen=True)
class Receipt:
    """News of one of our own messages."""

    gateway: str
    id: str
    chat_id: str
    at: datetime
    delivery: Delivery
    reason: str = ""


@dataclass(frozen=True)
class Echo:
    """One of our number's own messages: sent through the API, or typed on the phone itself."""

    gateway: str
    id: str
    at: datetime
    chat_id: str
    text: str
    by_api: bool
    kind: Kind = Kind.TEXT
    about_id: str = ""  # reaction, edit, deletion: the message it is about
    attachment: Attachment | None = None


@dataclass(frozen=True)
class NumberState:
    """The state of the desk's number: `authorized`, `notAuthorized`, `blocked`, `yellowCard`, …"""

    gateway: str
    state: str
    at: datetime


@dataclass(frozen=True)
class Ignored:
    """A notification that concerns nobody here; acknowledged and dropped."""

    why: str


News = Incoming | Receipt | Echo | NumberState | Ignored
