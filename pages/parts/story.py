"""The history of a complaint: who did what, and the minutes of each step against its limit."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import tzinfo

import htpy

from desk import texts
from desk.reading import Happened, Told
from pages.parts import look, words


def draw(events: Iterable[Happened], zone: tzinfo) -> None:
    look.draw(htpy.ul(".w-story")[(_event(event, zone) for event in events)])


def _event(event: Happened, zone: tzinfo) -> htpy.Element:
    who = " · ".join(
        part for part in (event.who, event.role if event.role != event.who else "") if part
    )
    moved = event.to_state if event.to_state != event.from_state else ""
    return htpy.li[
        htpy.strong[event.action],
        f" → {moved}" if moved else "",
        htpy.div(".w-small")[f"{texts.short_moment(event.at, zone)} · {who}"],
        event.note and look.folded(event.note, ".w-small"),
        event.minutes is not None and _measured(event),
        htpy.div(".w-small")[_shares(event)] if event.shares else None,
    ]


def _measured(event: Happened) -> htpy.Element:
    taken = words.amount(event.minutes or 0, event.limit)
    if event.limit is None:
        return look.tags((f"Tahap {event.step}: {taken}, tidak terukur (tanpa batas)", ""))
    verdict = words.ON_TIME[event.on_time]
    text = f"Tahap {event.step}: {taken} dari {words.limit_words(event.limit)}, {verdict}"
    return look.tags((text, "late" if event.on_time is False else "good"))


def _shares(event: Happened) -> str:
    """Kadis Kominfo 8 menit · Kabid IKP 4 menit"""
    return " · ".join(f"{role} {words.amount(ran, event.limit)}" for role, ran in event.shares)


def draw_told(told: Iterable[Told], zone: tzinfo) -> None:
    """Who of the staff was told by WhatsApp."""
    lines = [(f"{one.to}: {one.word}, {texts.short_moment(one.at, zone)}", one) for one in told]
    look.draw(
        htpy.ul(".w-story")[
            (htpy.li(class_="w-foot w-alert" if one.alert else "")[text] for text, one in lines)
        ]
    )
