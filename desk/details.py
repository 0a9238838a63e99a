"""What a message says of a complaint beyond its text: where, about what, and by whom."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from desk import confidence, introductions, labels, suggest, whereabouts
from desk.incoming import Incoming, Kind
from desk.reference import Reference
from sop.model import Detail

#: How a message without words stands in a text that people read.
WITHOUT_WORDS = {
    Kind.IMAGE: "(foto)",
    Kind.VIDEO: "(video)",
    Kind.DOCUMENT: "(dokumen)",
    Kind.AUDIO: "(pesan suara)",
    Kind.STICKER: "(stiker)",
    Kind.LOCATION: "(lokasi)",
    Kind.CONTACT: "(kontak)",
    Kind.CALL: "(panggilan)",
    Kind.UNREADABLE: "(pesan tidak terbaca)",
}
OTHER = "(pesan jenis lain)"
PLACEHOLDERS = frozenset({*WITHOUT_WORDS.values(), OTHER})
#: A story is long enough then; what comes after it is read in the conversation.
LONGEST_STORY = 20_000


def words(incoming: Incoming) -> str:
    """The text of a message, or a word in brackets for what it is."""
    return incoming.text.strip() or WITHOUT_WORDS.get(incoming.kind, OTHER)


def of(reference: Reference, incoming: Incoming) -> dict[str, Any]:
    """Columns of the complaint that this message fills in; only those it says something about."""
    text = incoming.text
    district, village = suggest.place(reference.districts, text)
    found = suggest.category(reference.categories, text)
    secret = confidence.asked(text) or bool(found and found.category.confidential)
    columns = {
        **introductions.found(text),
        "district": district,
        "village": village,
        "category": found.category.name if found else "",
        "confidential": secret,
    }
    if incoming.kind is Kind.LOCATION:
        columns["location"] = _position(incoming)
    elif not columns.get("location"):
        first = {"body": "", "location": "", "confidential": secret}
        columns["location"] = _own_home(first, text)
    return {name: value for name, value in columns.items() if value}


def grown(row: Mapping[str, Any], reference: Reference, incoming: Incoming) -> dict[str, Any]:
    """Columns of a complaint whose story goes on: the text on a new line, empty columns filled."""
    columns = {
        name: value for name, value in of(reference, incoming).items() if value and not row[name]
    }
    text = incoming.text.strip()
    home = "" if columns.get("confidential") else _own_home(row, text)
    if home:
        columns.setdefault("location", home)
    if text and incoming.kind is not Kind.LOCATION and len(row["body"]) < LONGEST_STORY:
        columns["body"] = text if row["body"] in PLACEHOLDERS else f"{row['body']}\n{text}"
    return columns


def _own_home(row: Mapping[str, Any], text: str) -> str:
    """The address, where the place is told by it alone: without it nobody finds "depan rumah saya".

    Not of a confidential complaint, where it would tell who wrote.
    """
    words = f"{row['body']}\n{text}"
    named = labels.labelled(words)
    told_by_it = Detail.PLACE not in named and whereabouts.says_at_own_home(words)
    if not told_by_it or row["confidential"] or row["location"]:
        return ""
    return named.get(Detail.ADDRESS, "")[: introductions.LONGEST]


def _position(incoming: Incoming) -> str:
    if incoming.latitude is None or incoming.longitude is None:
        return incoming.text.strip()
    return f"{incoming.text.strip()} ({incoming.latitude:.6f}, {incoming.longitude:.6f})".strip()
