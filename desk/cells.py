"""One cell of a reference tab, as Google or a person wrote it, read as what it means.

Google hands over numbers for dates (days since 30-12-1899), times (fractions of a day) and numbers,
booleans for ticks, and text for all else; a column formatted as text hands over "07.30" or
"24/11/2026". Every reader takes either and raises `Senseless` with a sentence for the author.
"""

from __future__ import annotations

import re
from datetime import date, datetime, time, timedelta

EPOCH = date(1899, 12, 30)
YES = frozenset({"ya", "y", "true", "benar", "1", "v", "x", "✓"})
NO = frozenset({"tidak", "t", "false", "salah", "0", "-"})
EMAIL = re.compile(r"[^@\s,;<>\"']+@[a-z0-9-]+(\.[a-z0-9-]+)+")
CLOCK = re.compile(r"(\d{1,2})(?:[.:](\d{2}))?(?:[.:]00)?(?: ?wi(?:b|ta|t))?", re.IGNORECASE)
DAY_PATTERNS = ("%d/%m/%Y", "%d-%m-%Y", "%d.%m.%Y", "%Y-%m-%d", "%d/%m/%y")
MONTHS = "januari februari maret april mei juni juli agustus september oktober november desember"
WEEKDAYS = ("Senin", "Selasa", "Rabu", "Kamis", "Jumat", "Sabtu", "Minggu")


class Senseless(Exception):
    """A cell that makes no sense; the message is one Indonesian sentence."""


def text(value: object) -> str:
    """The cell as text: whole numbers without ".0", others with a comma, booleans as Ya, Tidak."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "Ya" if value else "Tidak"
    if isinstance(value, float):
        return str(int(value)) if value.is_integer() else str(value).replace(".", ",")
    return str(value).replace("\r\n", "\n").strip()


def number(value: object) -> float:
    """10, "10", "2,5", "1.000". Whole numbers come back whole."""
    if isinstance(value, int | float) and not isinstance(value, bool):
        return float(value)
    typed = text(value)
    plain = re.sub(r"\.(?=\d{3}(\D|$))", "", typed).replace(",", ".")
    try:
        found = float(plain)
    except ValueError:
        raise Senseless(f'"{typed}" bukan angka.') from None
    if found != found or abs(found) == float("inf"):
        raise Senseless(f'"{typed}" bukan angka.')
    return found


def flag(value: object, *, empty: bool) -> bool:
    """Ya or Tidak, TRUE or FALSE; `empty` when nothing is typed."""
    typed = text(value).lower()
    if not typed:
        return empty
    if typed in YES or typed in NO:
        return typed in YES
    raise Senseless(f'Isi Ya atau Tidak, bukan "{text(value)}".')


def day(value: object) -> date | None:
    """A date from a serial number, dd/mm/yyyy, yyyy-mm-dd or 24 November 2026; None when empty."""
    typed = text(value)
    if not typed:
        return None
    found = _serial_day(typed) or _written_day(typed) or _spelled_day(typed)
    if found is None or not 2000 <= found.year <= 2100:
        raise Senseless(f'"{typed}" bukan tanggal; tulis seperti 24/11/2026.')
    return found


def _serial_day(typed: str) -> date | None:
    if not re.fullmatch(r"\d{5}(,\d+)?", typed):
        return None
    return EPOCH + timedelta(days=int(typed[:5]))


def _written_day(typed: str) -> date | None:
    for pattern in DAY_PATTERNS:
        try:
            return datetime.strptime(typed.split(" ")[0], pattern).date()  # noqa: DTZ007 a date only
        except ValueError:
            continue
    return None


def _spelled_day(typed: str) -> date | None:
    found = re.fullmatch(r"(?:\w+, )?(\d{1,2}) ([a-z]{3,})\.? (\d{4})", typed.lower())
    if not found:
        return None
    months = [month.startswith(found[2][:3]) for month in MONTHS.split()]
    try:
        return date(int(found[3]), months.index(True) + 1, int(found[1]))
    except ValueError:
        return None


def clock(value: object) -> time:
    """A time of day from a fraction of a day, 07.30 or 7:30; 24.00 is midnight, 00.00."""
    typed = text(value)
    minutes = _counted_minutes(value) if isinstance(value, int | float) else _typed_minutes(typed)
    if minutes is None or not 0 <= minutes <= 1440:
        raise Senseless(f'"{typed}" bukan jam; tulis seperti 07.30.')
    return time(minutes // 60 % 24, minutes % 60)


def _counted_minutes(value: float) -> int | None:
    if 0 <= value <= 1:
        return round(value * 1440)
    return _typed_minutes(f"{value:.2f}")  # 07.30 taken for the number 7,3


def _typed_minutes(typed: str) -> int | None:
    found = CLOCK.fullmatch(typed)
    if not found:
        return None
    hours, minutes = int(found[1]), int(found[2] or 0)
    return hours * 60 + minutes if minutes < 60 else None


def weekday(value: object) -> int:
    """0 for Senin; the first three letters are enough, Jum'at and Ahad count too."""
    typed = text(value).lower().replace("'", "").replace("ahad", "minggu")
    for index, name in enumerate(WEEKDAYS):
        if len(typed) >= 3 and name.lower().startswith(typed):
            return index
    raise Senseless(f'"{text(value)}" bukan nama hari; tulis Senin sampai Minggu.')


def phone(value: object) -> str:
    """Digits of a WhatsApp number with its country code, 62 when none is given; "" when empty."""
    typed = text(value)
    digits = re.sub(r"[\s().+-]", "", typed)
    if not typed:
        return ""
    if not digits.isascii() or not digits.isdigit():
        raise Senseless(f'"{typed}" bukan nomor WA; tulis seperti 081234567890.')
    if digits.startswith("0"):
        digits = "62" + digits[1:]
    elif digits.startswith("8"):
        digits = "62" + digits  # typed as a number, which has no leading zero
    if not 8 <= len(digits) <= 15:
        raise Senseless(f'Nomor WA "{typed}" terlalu pendek atau terlalu panjang.')
    return digits


def group(value: object) -> str:
    """The id of a WhatsApp group, word for word; "" when empty."""
    typed = text(value)
    if typed and not re.fullmatch(r"[0-9-]+@g\.us", typed):
        raise Senseless(f'"{typed}" bukan ID grup WA; bentuknya 1203630...@g.us.')
    return typed


def email(value: object) -> str:
    """A Google account in small letters; "" when empty."""
    typed = text(value).lower()
    if typed and not EMAIL.fullmatch(typed):
        raise Senseless(f'"{typed}" bukan alamat e-mail.')
    return typed


def words(value: object) -> tuple[str, ...]:
    """The parts of a list separated by commas, semicolons or lines, each once, in order."""
    parts = (part.strip() for part in re.split(r"[,;\n]", text(value)))
    return tuple(dict.fromkeys(part for part in parts if part))


def one_of(value: object, choices: tuple[str, ...]) -> str:
    """The choice that was typed, in its own spelling; "" when empty."""
    typed = text(value)
    if not typed:
        return ""
    for choice in choices:
        if choice.casefold() == typed.casefold():
            return choice
    raise Senseless(f'"{typed}" tidak dikenal; pilihan: {", ".join(choices)}.')
