"""A name that stands alone in an answer, on a line or in a message beside one with an address."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from itertools import pairwise

from desk import introductions, moments, phrases, questions, suggest, whereabouts
from desk.reference import Reference

MOST_SMALL = 2  # words of a name in small letters
NO_NAMES = frozenset(
    "segera cepat penting urgent parah monggo mangga matur sms wa foto ktp".split()
)


def beside_an_address(reference: Reference, answers: Iterable[str]) -> tuple[str, str]:
    """(name, address) of the first such pair in these answers to our question; else ("", "")."""
    lines = [line.strip(" \t,.;") for text in answers for line in phrases.tidy(text).splitlines()]
    for first, second in pairwise(line for line in lines if line):
        if whereabouts.is_address(second) and (name := _name(reference, first.title(), first)):
            return name, second
        if whereabouts.is_address(first) and (name := _name(reference, second, second)):
            return name, first
    return "", ""


def _name(reference: Reference, name: str, written: str) -> str:
    words = phrases.plain(written).split()
    small = written != written.title()
    if NO_NAMES.intersection(words) or (small and len(words) > MOST_SMALL):
        return ""
    about = suggest.is_about_something(reference.categories, written)
    wrong = questions.PROBLEM.search(phrases.plain(written)) is not None
    if about or wrong or moments.says_when(written) or _is_place(reference.districts, written):
        return ""
    return introductions.bare_name(name)


def _is_place(districts: Mapping[str, tuple[str, ...]], words: str) -> bool:
    known = {phrases.plain(each) for name in districts for each in (name, *districts[name])}
    return phrases.plain(words) in known
