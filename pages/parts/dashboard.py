"""From figures to the dashboard's sections on months and subjects: sentence, chart, table."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from desk import texts
from desk.figures import Month
from pages.parts import charts
from pages.parts.charts import Bar
from pages.parts.figure_box import Section
from pages.parts.palette import Colours
from pages.parts.words import plural

SHOWN = 8  # bars of one chart; the table has them all
OTHERS = "Lainnya (gabungan)"
UNNAMED = {
    "category": "Tanpa kategori",
    "district": "Tanpa kecamatan",
    "channel": "Tanpa kanal",
    "reason": "Tanpa alasan",
}


def volumes(lines: Sequence[Month], colours: Colours) -> Section:
    months = tuple(line.month for line in lines)
    most = max(lines, key=lambda line: line.received)
    received = sum(line.received for line in lines)
    resolved = sum(line.resolved for line in lines)
    reading = (
        f"Paling banyak diterima: {texts.month(most.month)} ({plural(most.received)}). "
        f"Seluruhnya {plural(received)} diterima dan {plural(resolved)} tuntas."
        if received
        else "Tidak ada aduan yang diterima dalam bulan-bulan ini."
    )
    series = (
        ("Diterima", "received", "in", tuple(line.received for line in lines)),
        ("Tuntas", "resolved", "out", tuple(line.resolved for line in lines)),
        ("Ditutup lain", "otherwise", "out", tuple(line.closed_otherwise for line in lines)),
    )
    return Section(
        key="volume",
        title="Aduan per bulan",
        reading=reading,
        figure=charts.stacks(months, series, colours),
        header=BALANCE,
        rows=[_balance(line) for line in lines],
        picks=_month_picks(lines),
        note="Awal + diterima + dibuka lagi = tuntas + ditutup lain + akhir. Tuntas hanya yang "
        "ditindaklanjuti atau dijawab. Aduan yang dibuka lagi tetap terhitung pada bulan "
        "penutupannya.",
    )


BALANCE = (
    "Bulan",
    "Awal",
    "Diterima",
    "Dibuka lagi",
    "Tuntas",
    "Ditutup lain",
    "Akhir",
)


def _balance(line: Month) -> list[str]:
    numbers = (
        line.opening,
        line.received,
        line.reopened,
        line.resolved,
        line.closed_otherwise,
        line.open_at_end,
    )
    return [texts.month(line.month), *map(plural, numbers)]


def _month_picks(lines: Sequence[Month]) -> dict[str, str]:
    kinds = (
        ("diterima", "received", "received"),
        ("dibuka lagi", "reopened", "reopened"),
        ("tuntas", "resolved", "resolved"),
        ("ditutup lain", "otherwise", "closed_otherwise"),
    )
    return {
        f"{texts.month(line.month)}, {words} ({plural(getattr(line, number))})": (
            f"{kind}~{line.month:%Y-%m}"
        )
        for line in reversed(lines)
        for words, kind, number in kinds
        if getattr(line, number)
    }


def open_at_end(lines: Sequence[Month], colours: Colours) -> Section:
    first, last = lines[0].opening, lines[-1].open_at_end
    change = last - first
    direction = "bertambah" if change > 0 else "berkurang" if change < 0 else "tetap"
    moved = f"{direction} {plural(abs(change))}" if change else "tetap"
    most = max(lines, key=lambda line: line.open_at_end)
    reading = (
        f"Kini {plural(last)} terbuka, {moved} sejak awal {texts.month(lines[0].month)}. "
        f"Terbanyak: {texts.month(most.month)} ({plural(most.open_at_end)})."
    )
    numbers = tuple(line.open_at_end for line in lines)
    series = (("Masih terbuka", "open", "open", numbers),)
    return Section(
        key="terbuka",
        title="Masih terbuka di akhir bulan",
        reading=reading,
        figure=charts.stacks(tuple(line.month for line in lines), series, colours),
        header=("Bulan", "Masih terbuka"),
        rows=[(texts.month(line.month), plural(line.open_at_end)) for line in lines],
        picks={
            f"{texts.month(line.month)} ({plural(line.open_at_end)})": f"open~{line.month:%Y-%m}"
            for line in reversed(lines)
            if line.open_at_end
        },
    )


def shares(kind: str, title: str, counts: Mapping[str, int], colours: Colours) -> Section:
    """Of the complaints received, by `kind`: category, district or channel."""
    return _shares(kind, title, counts, colours)


def reasons(lines: Sequence[Month], colours: Colours) -> Section:
    counts: dict[str, int] = {}
    for line in lines:
        for reason, number in line.otherwise.items():
            counts[reason] = counts.get(reason, 0) + number
    ordered = dict(sorted(counts.items(), key=lambda pair: -pair[1]))
    return _shares("reason", "Ditutup dengan alasan lain", ordered, colours)


def _shares(kind: str, title: str, counts: Mapping[str, int], colours: Colours) -> Section:
    total = sum(counts.values())
    named = {word or UNNAMED[kind]: number for word, number in counts.items()}
    codes = {word or UNNAMED[kind]: f"{kind}~{word}" for word in counts}
    head = dict(list(named.items())[: SHOWN if len(named) > SHOWN + 1 else len(named)])
    rows = [Bar(name, number, _share(number, total), codes[name]) for name, number in head.items()]
    rest = total - sum(head.values())
    if rest:
        rows.append(Bar(OTHERS, rest, _share(rest, total), ""))
    first = next(iter(named), "")
    reading = f"Terbanyak: {first} ({_share(named[first], total)})." if first else "Tidak ada."
    return Section(
        key=kind,
        title=title,
        reading=reading,
        figure=charts.bars(tuple(rows), colours) if rows else None,
        header=(title, "Aduan", "Bagian"),
        rows=[(name, plural(number), percent(number, total)) for name, number in named.items()],
        picks={f"{name} ({plural(number)})": codes[name] for name, number in named.items()},
    )


def _share(number: int, total: int) -> str:
    return f"{plural(number)} · {percent(number, total)}"


def percent(number: float, total: float) -> str:
    """33,3 %"""
    return f"{texts.number(round(100 * number / total, 1))} %" if total else "–"
