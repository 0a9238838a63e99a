"""A message as every database and every clock takes it, whatever a gateway gave."""

from __future__ import annotations

import math
from dataclasses import replace
from datetime import datetime, timedelta

from desk import identity_numbers, storable
from desk.incoming import Attachment, Incoming

#: A gateway keeps messages for a day; an older time is a wrong clock, not an old message.
OLDEST = timedelta(days=7)


def sound(incoming: Incoming, *, now: datetime) -> Incoming:
    """The message with texts that every database takes, a believable time and finite numbers."""
    text, file = storable.text, incoming.attachment
    believable = now - OLDEST <= incoming.at <= now
    return replace(
        incoming,
        id=text(incoming.id),
        at=incoming.at if believable else now,
        chat_id=text(incoming.chat_id),
        also=text(incoming.also),
        sender_id=text(incoming.sender_id),
        sender_name=text(incoming.sender_name),
        phone=text(incoming.phone),
        text=text(incoming.text),
        attachment=file and Attachment(text(file.url), text(file.name), text(file.mime)),
        latitude=_finite(incoming.latitude),
        longitude=_finite(incoming.longitude),
        quoted_id=text(incoming.quoted_id),
        quoted_text=text(incoming.quoted_text),
        about_id=text(incoming.about_id),
    )


def without_identity_numbers(incoming: Incoming) -> Incoming:
    """The message as it may be kept: no full NIK or KK number in anything it says."""
    masked, file = identity_numbers.masked, incoming.attachment
    return replace(
        incoming,
        text=masked(incoming.text),
        sender_name=masked(incoming.sender_name),
        quoted_text=masked(incoming.quoted_text),
        attachment=file and replace(file, name=masked(file.name)),
    )


def _finite(value: float | None) -> float | None:
    return value if value is not None and math.isfinite(value) else None
