"""What a citizen's message gives of a complaint: name, address, place, time, the story itself.

Written for people who answer on a phone: lines in any order, labels in any spelling, or none. A
clerk sees the words themselves and decides; this only says what need not be asked for.
"""

from __future__ import annotations

import re
from collections.abc import Callable

from desk import commands, introductions, labels, moments, phrases, whereabouts
from sop.model import Detail

LONGEST = 4000  # letters; who lives where is said before that
LEAST_WORDS = 3  # of a story that no category is known of
NUMBERED = re.compile(r"^[ \t]*\d{1,2}[.)][ \t]*|^[ \t]*[-*•][ \t]*", re.MULTILINE)
LINK = re.compile(r"https?://\S+|\bwww\.\S+|\b\S+@\S+\.\w+")
#: "foto KTP menyusul" is no story.
ABOUT_THE_FORM = frozenset(
    "ktp e-ktp ektp foto kartu identitas menyusul berikut terlampir lampiran nik kk hp wa no "
    "nomor ini itu sudah dikirim saya kirim data datanya lengkap kelengkapan nama alamat lokasi "
    "maaf baru lama susulan tambahan".split()
)
Subject = Callable[[str], bool]  # is it about something the city deals with?


def given(text: str, *, subject: Subject, answers: bool = False) -> frozenset[Detail]:
    """The details that stand in `text`. `answers`: it follows our question for them, so that a
    line which is only a name or an address is one."""
    text = phrases.tidy(text)[:LONGEST]
    labelled = labels.labelled(text)
    found = set(labelled) - {Detail.STORY}
    rest = labels.without(text)
    if introductions.found(text).get("name"):
        found.add(Detail.NAME)
    if answers:
        bare, rest = _bare(rest, subject)
        found |= bare
    beside = [labelled.get(detail, "") for detail in (Detail.PLACE, Detail.STORY)]
    found |= _spoken(rest, when="\n".join([rest, *beside]))
    if Detail.ADDRESS in found and whereabouts.says_at_home(rest):
        found.add(Detail.PLACE)
    if _tells(f"{rest}\n{labelled.get(Detail.STORY, '')}", subject):
        found.add(Detail.STORY)
    return frozenset(found)


def _spoken(rest: str, *, when: str) -> set[Detail]:
    signs = {
        Detail.TIME: moments.says_when(when),
        Detail.ADDRESS: whereabouts.says_address(rest),
        Detail.PLACE: whereabouts.says_where(whereabouts.without_address(rest)),
    }
    return {detail for detail, says in signs.items() if says}


def _bare(rest: str, subject: Subject) -> tuple[set[Detail], str]:
    """Lines without a label, only a name, an address, a place; and the text without them."""
    lines = [line.strip(" \t,.;") for line in NUMBERED.sub("", rest).splitlines()]
    known: dict[int, str] = {
        at: line for at, line in enumerate(lines) if line and not subject(line)
    }
    where = [at for at, line in known.items() if whereabouts.is_address(line) or _after_name(line)]
    others = {at: line for at, line in known.items() if at not in where}
    names = [at for at, line in others.items() if _is_name(line, at + 1 in where)]
    named = bool(names) or any(_after_name(lines[at]) for at in where)
    found = {Detail.NAME} if named else set()
    if where and (named or whereabouts.has_house(lines[where[0]])):
        found.add(Detail.ADDRESS)
        found |= {Detail.PLACE} if where[1:] else set()
    elif where:
        found.add(Detail.PLACE)
    left = [line for at, line in enumerate(lines) if at not in where and at not in names]
    return found, "\n".join(left)


def _is_name(line: str, before_address: bool) -> bool:
    """One word alone may be a village; above an address it is a name, also without capitals."""
    name = introductions.bare_name(line.title() if before_address else line)
    return bool(name) and (before_address or " " in name)


def _after_name(line: str) -> bool:
    """ "Siti Aminah, Jl. Mawar 3": the rest of a line that begins with a name."""
    head, comma, tail = line.partition(",")
    return bool(comma and introductions.bare_name(head)) and whereabouts.is_address(tail.strip())


def _tells(text: str, subject: Subject) -> bool:
    """Is there a story in it: something a category is known of, or some words of it?"""
    told = LINK.sub(" ", NUMBERED.sub("", text))
    lines = [line for line in told.splitlines() if subject(line) or not _is_only_a_place(line)]
    rest = whereabouts.without_address(introductions.SPOKEN.sub(" ", "\n".join(lines)))
    if subject(rest):
        return True
    words = [word for word in commands.tokens(rest) if word.isalpha() and len(word) > 1]
    polite = commands.GREETINGS | commands.FILLERS | commands.THANKS | ABOUT_THE_FORM
    return len([word for word in words if word not in polite]) >= LEAST_WORDS


def _is_only_a_place(line: str) -> bool:
    return whereabouts.is_address(line.strip()) and not moments.says_when(line)
