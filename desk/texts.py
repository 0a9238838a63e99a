"""What people read on WhatsApp: a city's templates with facts put in, and Indonesian moments."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping
from datetime import date, datetime, time, timedelta, tzinfo
from functools import lru_cache
from typing import TYPE_CHECKING

from babel.dates import format_date, format_datetime
from babel.numbers import format_decimal

from sop.clocks import MIDNIGHT, ServiceBlock
from sop.model import Sop

if TYPE_CHECKING:
    from desk.reference import Reference

LOCALE = "id"
GREETING = "Bapak/Ibu"
EXCERPT_LENGTH = 120
SEEN = 20  # times an excerpt's length is looked at of a long text
DAYS = ("Sen", "Sel", "Rab", "Kam", "Jum", "Sab", "Min")

#: The placeholders that a template may hold; any other one is left out of the text.
PLACEHOLDERS = frozenset(
    """nama_layanan pemda sapaan sebutan_pelapor nomor isi_singkat lokasi kategori kurang opd
    opd_nama batas jam_layanan nomor_darurat jawaban balasan tindak_lanjut foto petugas alasan
    instansi kontak_instansi status tahap hari_lengkap hari_tutup hari_buka hari_hapus tautan
    jumlah sisa daftar usulan pendukung tindakan periode kelengkapan
    pilihan jumlah_foto grup judul""".split()
)
PLACEHOLDER = re.compile(r"\{(\w+)\}")

# Typed by citizens: shown on one line, without WhatsApp's marks, so that nobody can dress their
# words up as ours.
TYPED_BY_CITIZENS = frozenset({"sapaan", "isi_singkat", "lokasi"})
MARKS = re.compile(r"(?<!\w)[*_~`]+|[*_~`]+(?!\w)")


def render(
    reference: Reference,
    sop: Sop,
    key: str,
    facts: Mapping[str, str],
    *,
    today: date | None = None,
) -> str:
    """The city's template `key` with `facts` in it; "" when there is none or it is empty.

    An empty or missing fact removes its line. `facts` come on top of `service_facts`, which show
    the hours of `today` (without it, the hours of an ordinary week). Facts are put in once: braces
    inside a fact stay what they are.
    """
    template = reference.templates.get(key, "")
    return fill(template, {**service_facts(reference, sop, today=today), **facts})


def fill(template: str, facts: Mapping[str, str]) -> str:
    """`template` with `facts` in it, without the lines whose fact is empty, nor their heading."""
    clean = {name: _fact(name, value) for name, value in facts.items()}
    lines = [line.rstrip() for line in template.replace("\r\n", "\n").strip().split("\n")]
    below = [*lines[1:], ""]
    kept = _single_gaps(
        line
        for line, follows in zip(lines, below, strict=True)
        if _complete(line, clean) and not _heads_nothing(line, follows, clean)
    )
    return "\n".join(PLACEHOLDER.sub(lambda m: clean.get(m[1], ""), line) for line in kept)


def _complete(line: str, facts: Mapping[str, str]) -> bool:
    asked = PLACEHOLDERS.intersection(PLACEHOLDER.findall(line))
    return all(facts.get(name) for name in asked)


def _heads_nothing(line: str, follows: str, facts: Mapping[str, str]) -> bool:
    """Does the line announce a list that is empty?"""
    only_a_list = PLACEHOLDER.fullmatch(follows) is not None
    return line.endswith(":") and only_a_list and not _complete(follows, facts)


def _single_gaps(lines: Iterable[str]) -> list[str]:
    kept: list[str] = []
    for line in lines:
        if line or (kept and kept[-1]):
            kept.append(line)
    while kept and not kept[-1]:
        kept.pop()
    return kept


def _fact(name: str, value: str) -> str:
    return one_line(value) if name in TYPED_BY_CITIZENS else value.strip()


def one_line(text: str) -> str:
    """Someone's words on one line, without formatting marks and direction or control characters."""
    visible = "".join(" " if _invisible(char) else char for char in text)
    return " ".join(MARKS.sub("", visible).split())


def _invisible(char: str) -> bool:
    # U+200D joins emoji and stays; the other format characters can turn or hide a text.
    return unicodedata.category(char) in {"Cc", "Cf", "Cs"} and char != "\u200d"


def isi_singkat(text: str) -> str:
    """The first 120 characters of a complaint at most, on one line, cut between words."""
    return excerpt(text, EXCERPT_LENGTH)


def excerpt(text: str, most: int) -> str:
    """The beginning of a text on one line, cut between words; `most` counts characters."""
    begun = text[: most * SEEN]
    line = one_line(begun)
    if len(line) <= most:
        return line if len(begun) == len(text) else f"{line}…"
    cut = line[: most - 1]
    head, _, _ = cut.rpartition(" ")
    return (head if len(head) > most // 2 else cut).rstrip(" ,.;:-") + "…"


def greeting(name: str) -> str:
    """Bapak/Ibu Siti; never from a WhatsApp profile name."""
    return f"{GREETING} {one_line(name)}".strip()


def bullets(text: str) -> str:
    """One "- " line for each line or ;-separated part, as {kurang} wants them."""
    parts = (part.strip(" -•\t") for part in re.split(r"[\n;]", text))
    return "\n".join(f"- {part}" for part in parts if part)


def service_facts(reference: Reference, sop: Sop, *, today: date | None = None) -> dict[str, str]:
    """The facts that are the same for every complaint of this desk."""
    preferences = reference.preferences
    return {
        "nama_layanan": preferences.service_name,
        "pemda": preferences.government,
        "sapaan": GREETING,
        "sebutan_pelapor": sop.citizen.lower(),
        "jam_layanan": hours_words(reference.service_blocks, today=today),
        "nomor_darurat": preferences.emergency_number,
        "hari_lengkap": str(preferences.complete_days),
        "hari_tutup": str(preferences.close_days),
        "hari_buka": str(preferences.reopen_days),
        "hari_hapus": str(preferences.erase_days),
    }


def hours_words(blocks: Iterable[ServiceBlock], *, today: date | None = None) -> str:
    """Sen–Kam 07.30–15.30, Jum 07.30–14.30."""
    blocks = tuple(blocks)
    runs: list[tuple[int, int, str]] = []
    for weekday in range(7):
        words = _day_words(_in_force(blocks, weekday, today))
        if runs and runs[-1][1:] == (weekday - 1, words):
            runs[-1] = (runs[-1][0], weekday, words)
        elif words:
            runs.append((weekday, weekday, words))
    return ", ".join(f"{_span(first, last)} {words}" for first, last, words in runs)


def _in_force(
    blocks: Iterable[ServiceBlock], weekday: int, today: date | None
) -> list[ServiceBlock]:
    """The rule of `ServiceBlock`: on a date the most bounded hours hold; else the least bounded."""
    of_the_day = [block for block in blocks if block.weekday == weekday]
    if today is not None:
        same_weekday = today + timedelta(days=(weekday - today.weekday()) % 7)
        of_the_day = [block for block in of_the_day if block.covers(same_weekday)]
    bounds = [block.bounds for block in of_the_day]
    held = (max if today else min)(bounds, default=0)
    return [block for block in of_the_day if block.bounds == held]


def _day_words(blocks: Iterable[ServiceBlock]) -> str:
    spans = sorted((block.start, block.end) for block in blocks)
    return " dan ".join(f"{clock(start)}–{_closing(end)}" for start, end in spans)


def _closing(end: time) -> str:
    return "24.00" if end == MIDNIGHT else clock(end)


def _span(first: int, last: int) -> str:
    return DAYS[first] if first == last else f"{DAYS[first]}–{DAYS[last]}"


def clock(at: time) -> str:
    """07.30"""
    return at.strftime("%H.%M")


def moment(when: datetime, tz: tzinfo) -> str:
    """Sel, 24 Nov 2026 pukul 10.00 WIB"""
    local = when.astimezone(tz)
    words = format_datetime(local, "EEE, d MMM y 'pukul' HH.mm", tzinfo=tz, locale=LOCALE)
    return f"{words} {local.tzname()}"


def short_moment(when: datetime, tz: tzinfo) -> str:
    """Sen, 23 Nov 09.12"""
    return format_datetime(when.astimezone(tz), "EEE, d MMM HH.mm", tzinfo=tz, locale=LOCALE)


def long_date(day: date) -> str:
    """24 November 2026"""
    return format_date(day, "d MMMM y", locale=LOCALE)


def month(day: date) -> str:
    """November 2026"""
    return format_date(day, "MMMM y", locale=LOCALE)


@lru_cache(maxsize=4096)  # Babel reads its rules again for each one, and a page has hundreds
def number(value: float) -> str:
    """1.234 or 1.234,5"""
    return format_decimal(value, format="#,##0.#", locale=LOCALE)


def duration_words(minutes: float) -> str:
    """2 hari 3 jam, 1 jam 5 menit, 4 menit; the two largest units, rounded down to the minute."""
    whole = int(max(minutes, 0))
    units = ((whole // 1440, "hari"), (whole // 60 % 24, "jam"), (whole % 60, "menit"))
    return " ".join(_largest_two(units)) or "kurang dari 1 menit"


def _largest_two(units: Iterable[tuple[int, str]]) -> Iterator[str]:
    told = 0
    for amount, unit in units:
        if told == 2:
            return
        if amount:
            yield f"{amount} {unit}"
        told += 1 if (amount or told) else 0
