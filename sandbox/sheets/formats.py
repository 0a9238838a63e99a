"""How a value is shown: number, date and text patterns in the spreadsheet's locale."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import datetime, timedelta
from functools import lru_cache

from sandbox.sheets.cells import Value
from sandbox.sheets.formulas import effective

# Serial 0 of every spreadsheet; a time of day is the fraction, the zone is the spreadsheet's.
EPOCH = datetime(1899, 12, 30)  # noqa: DTZ001  # serial numbers carry no zone

COMMA_LOCALES = ("in", "id", "fr", "de", "es", "it", "nl", "pt", "ru", "tr", "da", "pl", "sv")
SPACE_LOCALES = ("fr", "ru", "pl", "sv")
INDONESIAN = ("in", "id")
MONTHS = {
    "en": "January February March April May June July August September October November December",
    "id": "Januari Februari Maret April Mei Juni Juli Agustus September Oktober November Desember",
}
DAYS = {
    "en": "Monday Tuesday Wednesday Thursday Friday Saturday Sunday",
    "id": "Senin Selasa Rabu Kamis Jumat Sabtu Minggu",
}
DEFAULT_PATTERNS = {
    "en": {"DATE": "m/d/yyyy", "TIME": "h:mm:ss am/pm", "DATE_TIME": "m/d/yyyy h:mm:ss"},
    "other": {"DATE": "dd/mm/yyyy", "TIME": "h:mm:ss", "DATE_TIME": "dd/mm/yyyy h:mm:ss"},
    "any": {
        "NUMBER": "#,##0.00",
        "PERCENT": "0.00%",
        "CURRENCY": "$#,##0.00",
        "SCIENTIFIC": "0.00E+00",
    },
}
DATE_TYPES = frozenset({"DATE", "TIME", "DATE_TIME"})
TOKEN = re.compile(
    r'"[^"]*"|\\.|\[[hms]+\]|am/pm|a/p|y+|m+|d+|h+|s+|(?<=s)\.0+|.', re.IGNORECASE | re.DOTALL
)
LETTER_RUN = re.compile(r"^\[?[ymdhs]+\]?$", re.IGNORECASE)
PLACES = re.compile(r"[#0?][#0?,]*(\.[#0?]+)?")


def shown(value: Value, form: Mapping[str, str], locale: str) -> str | None:
    """What the cell shows (FORMATTED_VALUE); None for an empty cell or an unknown formula."""
    value = effective(value)
    if value is None:
        return None
    if isinstance(value, bool):
        return "TRUE" if value else "FALSE"
    if isinstance(value, str):
        return value
    return _number(value, form, locale[:2].lower())


def is_date(form: Mapping[str, str]) -> bool:
    return form.get("type") in DATE_TYPES


def _number(value: float, form: Mapping[str, str], language: str) -> str:
    kind = form.get("type", "")
    pattern = form.get("pattern") or _default_pattern(kind, language)
    if kind in DATE_TYPES:
        return _date(value, pattern, language)
    if not pattern or kind == "TEXT" or pattern == "@":
        return _general(value, language)
    return _patterned(value, pattern, language)


def _default_pattern(kind: str, language: str) -> str:
    own = DEFAULT_PATTERNS["en" if language == "en" else "other"]
    return own.get(kind) or DEFAULT_PATTERNS["any"].get(kind, "")


def _general(value: float, language: str) -> str:
    text = str(value) if isinstance(value, int) else f"{value:.10g}"
    return text.replace(".", ",") if language in COMMA_LOCALES else text


def _patterned(value: float, pattern: str, language: str) -> str:
    sections = pattern.split(";")
    if value < 0 and len(sections) > 1:
        value, pattern = -value, sections[1]
    else:
        pattern = sections[2] if value == 0 and len(sections) > 2 else sections[0]
    places = PLACES.search(pattern)
    if not places:
        return _literal(pattern)
    if "%" in pattern:
        value *= 100
    digits = _digits(abs(value), places[0], language)
    sign = "-" if value < 0 else ""
    return sign + _literal(pattern[: places.start()]) + digits + _literal(pattern[places.end() :])


def _digits(value: float, places: str, language: str) -> str:
    whole, _, fraction = places.partition(".")
    text = f"{value:,.{len(fraction)}f}" if "," in whole else f"{value:.{len(fraction)}f}"
    head, _, tail = text.partition(".")
    tail = tail.rstrip("0") if set(fraction) == {"#"} else tail
    head = head.zfill(whole.replace(",", "").count("0"))
    if language in COMMA_LOCALES:
        head = head.replace(",", "\u202f" if language in SPACE_LOCALES else ".")
        return f"{head},{tail}" if tail else head
    return f"{head}.{tail}" if tail else head


def _literal(text: str) -> str:
    return re.sub(r'"([^"]*)"|\\(.)|\[[^\]]*\]|_.', r"\1\2", text)


def _date(serial: float, pattern: str, language: str) -> str:
    moment = EPOCH + timedelta(milliseconds=round(serial * 86_400_000))
    half_day = bool(re.search(r"am/pm|a/p", pattern, re.IGNORECASE))
    return "".join(
        _part(token, moment, serial=serial, half_day=half_day, language=language)
        for token in _tokens(pattern)
    )


@lru_cache(maxsize=256)
def _tokens(pattern: str) -> tuple[str, ...]:
    """The pattern's parts, in lower case; an `m` beside hours or seconds comes back as `n`."""
    found = [t if t[0] in '"\\' else t.lower() for t in TOKEN.findall(pattern)]
    letters = [i for i, token in enumerate(found) if LETTER_RUN.match(token)]
    for place, index in enumerate(letters):
        before = found[letters[place - 1]] if place else ""
        after = found[letters[place + 1]] if place + 1 < len(letters) else ""
        if found[index][0] == "m" and ("h" in before or "s" in after):
            found[index] = "n" * len(found[index])
    return tuple(found)


def _part(token: str, moment: datetime, *, serial: float, half_day: bool, language: str) -> str:
    if token[0] in '"\\':
        return token[1:].removesuffix('"') if token[0] == '"' else token[1:]
    if token[0] == "[":
        return str(int(serial * {"h": 24, "m": 1440, "s": 86_400}[token[1]]))
    if token in ("am/pm", "a/p"):
        half = "AM" if moment.hour < 12 else "PM"
        return half if token == "am/pm" else half[0]
    if token[0] == "." and len(token) > 1:
        return f".{moment.microsecond:06d}"[: len(token)]
    if token[0] in "ymdhns":
        return _clock_part(token, moment, half_day=half_day, language=language)
    return token


def _clock_part(token: str, moment: datetime, *, half_day: bool, language: str) -> str:
    if token[0] == "y":
        return f"{moment.year:04d}" if len(token) > 2 else f"{moment.year % 100:02d}"
    if token[0] in "md" and len(token) > 2:
        return _named(token, moment, language)
    hour = (moment.hour % 12 or 12) if half_day else moment.hour
    number = {"m": moment.month, "d": moment.day, "h": hour}.get(token[0])
    if number is None:
        number = moment.minute if token[0] == "n" else moment.second
    return f"{number:0{min(len(token), 2)}d}"


def _named(token: str, moment: datetime, language: str) -> str:
    own = "id" if language in INDONESIAN else "en"
    names, index = (MONTHS, moment.month - 1) if token[0] == "m" else (DAYS, moment.weekday())
    name = names[own].split()[index]
    if len(token) == 5 and token[0] == "m":
        return name[0]
    return name[:3] if len(token) == 3 else name
