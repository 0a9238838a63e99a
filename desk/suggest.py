"""What a message seems to be about: category, place and emergency, each with its reason.

Only ever a suggestion: a person sees the words it rests on and may choose otherwise.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from desk import phrases
from desk.records import Category

DISTRICT_TITLES = ("kecamatan", "kec")
WHERE = tuple("di depan ngarep dekat sekitar samping belakang seberang sebelah daerah ke".split())
VILLAGE_TITLES = ("kelurahan", "kel", "desa", "ds", "di", "daerah", "warga")


@dataclass(frozen=True)
class Suggestion:
    """A category and the keywords of it that stand in the text."""

    category: Category
    words: tuple[str, ...]

    @property
    def because(self) -> str:
        """In Indonesian, with the words in quotation marks."""
        return "karena kata " + ", ".join(f'"{word}"' for word in self.words)

    @property
    def reason(self) -> str:
        return f"kata kunci: {', '.join(self.words)}"


def category(categories: Iterable[Category], text: str) -> Suggestion | None:
    """The category with the most letters of keywords in `text`; the first one of equals.

    A confidential one wins: "pungli di sekolah" is no matter for everybody.
    """
    matches = (Suggestion(each, phrases.found(each.keywords, text)) for each in categories)
    named = [match for match in matches if match.words]
    return max(named, key=lambda match: _weight(match, text), default=None)


def is_about_something(categories: Iterable[Category], text: str) -> bool:
    """Does it speak of a category, and not only of a place that one is named after?"""
    matches = (Suggestion(each, phrases.found(each.keywords, text)) for each in categories)
    return any(match.words and _weight(match, text)[1] > 0 for match in matches)


def _weight(match: Suggestion, text: str) -> tuple[bool, int]:
    # "truk sampah" says more than "sampah", two keywords more than one, and "di pasar" only where.
    telling = sum(len(word) for word in match.words if not _is_where(word, text))
    return match.category.confidential and telling > 0, telling


def _is_where(word: str, text: str) -> bool:
    """Does the word only say where it is?"""
    return bool(phrases.found([f"{before} {word}" for before in WHERE], text))


def place(districts: Mapping[str, tuple[str, ...]], text: str) -> tuple[str, str]:
    """(kecamatan, kelurahan or desa) named in `text`; "" for what is not named.

    A name of one word counts only after a title: Barat and Parang are ordinary words too.
    """
    district = next((name for name in districts if _named(name, DISTRICT_TITLES, text)), "")
    for name, villages in districts.items():
        for village in villages if district in ("", name) else ():
            if _named(village, VILLAGE_TITLES, text):
                return name, village
    return district, ""


def _named(name: str, titles: tuple[str, ...], text: str) -> bool:
    titled = [f"{title}{dot} {name}" for title in titles for dot in ("", ".")]
    return bool(phrases.found([name, *titled] if " " in name else titled, text))
