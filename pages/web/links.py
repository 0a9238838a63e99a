"""Short-lived addresses of a complaint's files: for one file, one person, a few minutes."""

from __future__ import annotations

import hashlib
from datetime import datetime

from itsdangerous import BadData, URLSafeSerializer

PATH = "/berkas"
VALID_S = 300
#: An address stays the same for this long, so that a page drawn again does not fetch anew.
SAME_FOR_S = 120
LONGEST = 300  # letters of a token; ours have about 110


class LinkRefused(Exception):
    """The address is not, or no longer, good for this person; `sentence` says why."""

    def __init__(self, sentence: str) -> None:
        super().__init__(sentence)
        self.sentence = sentence


NOT_YOURS = "Tautan berkas ini rusak atau bukan untuk akun Bapak/Ibu. Buka dari halaman aduannya."
OVER = "Tautan berkas ini sudah kedaluwarsa. Buka lagi dari halaman aduannya."


def address(secret: str, media_id: str, email: str, *, now: datetime) -> str:
    """The path of the file for the person with this e-mail, good for 3 to 5 minutes."""
    begun = int(now.timestamp()) // SAME_FOR_S * SAME_FOR_S
    return f"{PATH}/{_serializer(secret, email).dumps([media_id, begun + VALID_S])}"


def opened(secret: str, token: str, email: str, *, now: datetime) -> str:
    """The file's id; raises LinkRefused."""
    if len(token) > LONGEST:
        raise LinkRefused(NOT_YOURS)
    try:
        media_id, until = _serializer(secret, email).loads(token)
    except (BadData, ValueError, TypeError):
        raise LinkRefused(NOT_YOURS) from None
    if now.timestamp() > until:
        raise LinkRefused(OVER)
    return str(media_id)


def _serializer(secret: str, email: str) -> URLSafeSerializer:
    # The person is in the key and not in the address: nobody reads it there, nobody can lend it.
    salt = f"wadul.berkas\n{email.strip().casefold()}"
    return URLSafeSerializer(secret, salt, signer_kwargs={"digest_method": hashlib.sha256})
