"""Lists as a seed writes them, made into records; contacts that no telephone has."""

from __future__ import annotations

from collections.abc import Iterable

from desk.records import OUTSIDE, Agency

FIRST_AGENCY_CONTACT = 40  # staff have the numbers below

Own = tuple[str, str, str, str]  # Singkatan, Nama, Alias, Jenis Instansi
Other = tuple[str, str, str, str]  # Singkatan, Nama, Alias, Kontak


def contact(index: int) -> str:
    """A number that no telephone has: 0800 and two digits."""
    return f"62800{index:08d}"


def listed(words: str) -> tuple[str, ...]:
    return tuple(word.strip() for word in words.split(",") if word.strip())


def agencies(own: Iterable[Own], outside: Iterable[Other]) -> tuple[Agency, ...]:
    """The government's own, each with a made-up number, and those that citizens are sent to."""
    return tuple(
        Agency(short, listed(aliases), name, kind, phone=contact(FIRST_AGENCY_CONTACT + index))
        for index, (short, name, aliases, kind) in enumerate(own)
    ) + tuple(
        Agency(short, listed(aliases), name, OUTSIDE, contact=reach)
        for short, name, aliases, reach in outside
    )


def slug(agency: str) -> str:
    """For the e-mail of somebody who works there."""
    return "".join(char for char in agency.lower() if char.isalnum())
