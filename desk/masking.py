"""What is taken out of words for those who may not know who wrote them, and before they go on
paper or to a telephone: both travel further."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import lru_cache
from typing import Any

import phonenumbers

from desk import homes, introductions, labels, phrases, positions

SECRET = "(rahasia)"
HIDDEN = "(disamarkan)"  # of a complaint that is none: who it is is no secret, only not theirs
NUMBER_LEFT_OUT = "(nomor tidak dicantumkan)"
WORDS = frozenset({SECRET, HIDDEN})  # instead of what is hidden
DIGITS = re.compile(r"\+?\d(?:[\d().\s-]{6,22})\d")
IDENTITY_DIGITS = 16  # of a NIK
#: One of these stands wherever a sentence says who wrote it or where they live, if not "a/n".
TELLING = tuple({*introductions.NAMERS, *homes.SPEAKERS})
SHORTEST_NAME = 4  # letters; "Pak" and "Bu" are nobody's name


def masked(row: Mapping[str, Any], text: str) -> str:
    """`text` without the citizen's own number and identity number, and, of a confidential
    complaint, without any telephone number and without the citizen's name, also one that only its
    words tell.

    `row` is the complaint as the journal has it, or those of its columns that were asked for.
    """
    if row["confidential"]:
        return nameless(row, text)
    return DIGITS.sub(lambda found: _number(found[0], _own(row), secret=False), text)


def nameless(row: Mapping[str, Any], text: str) -> str:
    """`text` without anything in it that tells who the citizen is, whatever the complaint."""
    return _without(_names(row, text), _numberless(row, text), word=word_for(row))


def _numberless(row: Mapping[str, Any], text: str) -> str:
    """Coordinates stay: they are no telephone number, though as long."""
    if DIGITS.search(text) is None:
        return text
    clean, end = "", 0
    for place in positions.WRITTEN.finditer(text):
        clean += _numbers_out(row, text[end : place.start()]) + place[0]
        end = place.end()
    return clean + _numbers_out(row, text[end:])


def _numbers_out(row: Mapping[str, Any], text: str) -> str:
    return DIGITS.sub(lambda found: _number(found[0], _own(row), secret=True), text)


def told(row: Mapping[str, Any], text: str) -> str:
    """The same of what the citizen wrote: also without the address that only is their own, where
    it stands after a label or a sentence says that they live there."""
    left = retold(row, labels.without_identity(text))
    return left if left.strip() or not text.strip() else word_for(row)


def retold(row: Mapping[str, Any], text: str) -> str:
    """The same of what staff wrote, who may quote the citizen; their labels are their own: "Alamat:
    Kantor Kelurahan" is where somebody is to go."""
    place, secret = str(row.get("location") or ""), bool(row["confidential"])
    whole = f"{row.get('body') or ''}\n{text}"
    found = homes.without(text, whole, word=word_for(row), place=place, secret=secret)
    return nameless(row, found)


@lru_cache(maxsize=20_000)  # a search that finds much asks it of each that it found
def leaves_alone(name: str, body: str, place: str) -> bool:
    """Whether `told` surely leaves the story as it is, and `nameless` the place.

    A look at what they look for, without making the words anew; False where it is not sure.
    """
    letters = phrases.closely(f"{body}\n{place}")
    if labels.may_tell(letters) or DIGITS.search(letters) or _parts_in(name, letters):
        return False
    if not (any(map(letters.__contains__, TELLING)) or introductions.ON_BEHALF.search(letters)):
        return True
    return not (homes.spans(body) or any(map(introductions.mentioned, (body, place))))


def _parts_in(name: str, letters: str) -> bool:
    """Whether the name, or one of its words that is no mere "Pak", stands in these letters."""
    parts = (part for part in re.findall(r"\w+", name) if len(part) >= SHORTEST_NAME)
    return any(phrases.closely(part) in letters for part in (name.strip(), *parts) if part)


def without_nik(text: str) -> str:
    """`text` without numbers as long as a NIK."""
    return DIGITS.sub(lambda found: _number(found[0], set(), secret=False), text)


def hides(before: str, now: str) -> bool:
    """Whether somebody who read `before` may no longer."""
    return before != now and now in ("", *WORDS)


def word_for(row: Mapping[str, Any]) -> str:
    """What stands for whatever is hidden of this complaint."""
    return SECRET if row["confidential"] else HIDDEN


def _own(row: Mapping[str, Any]) -> set[str]:
    numbers = (row.get("phone", ""), row.get("chat_id", "").partition("@")[0])
    return {_national(number) for number in numbers} - {""}


def _names(row: Mapping[str, Any], text: str) -> list[str]:
    """The citizen's: of the column, of the story, and of these words."""
    told = {
        each for words in (row.get("body", ""), text) for each in introductions.mentioned(words)
    }
    return [row.get("name", ""), *told]


def _number(found: str, own: set[str], *, secret: bool) -> str:
    digits = re.sub(r"\D", "", found)
    if len(digits) == IDENTITY_DIGITS or _national(digits) in own:
        return NUMBER_LEFT_OUT
    return NUMBER_LEFT_OUT if secret and _is_phone(found) else found


def _national(digits: str) -> str:
    plain = re.sub(r"\D", "", digits)
    return plain.removeprefix("62").removeprefix("0")


def _is_phone(text: str) -> bool:
    try:
        return phonenumbers.is_valid_number(phonenumbers.parse(text, "ID"))
    except phonenumbers.NumberParseException:
        return False


def _without(names: list[str], text: str, *, word: str) -> str:
    letters = phrases.closely(text)
    parts = {part for name in names for part in re.findall(r"\w+", name)}
    parts = {part for part in parts if len(part) >= SHORTEST_NAME}
    for part in sorted({*(name.strip() for name in names), *parts} - {""}, key=len, reverse=True):
        if phrases.closely(part) not in letters:
            continue  # a pattern for each name of each complaint is slow to make
        text = re.sub(rf"(?<!\w){re.escape(part)}(?!\w)", word, text, flags=re.IGNORECASE)
    return text
