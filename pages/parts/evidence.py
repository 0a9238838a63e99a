"""What stands beside a photo: when, where and by whom it was taken; before and after the work."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping

import htpy
import streamlit as st

from desk.actors import Actor
from desk.evidence.provenance import Evidence, Provenance
from pages.parts import look, photos

PAIR = "Sebelum dan sesudah"
SIZE = 700  # pixels of the longer side


def line(told: Provenance | None, *, titled: bool = False) -> htpy.Node:
    """Below one photo; nothing where nothing is known of it. `titled`: whether it shows the place
    before or after the work stands above."""
    if told is None:
        return None
    phase = f"{told.phase} · " if told.phase and not titled else ""
    return htpy.div(".w-small")[
        phase + told.told,
        " ",
        look.on_map(told.position),
        (htpy.div(".w-odd")[sentence] for sentence in told.odd),
    ]


def lines(evidence: Evidence) -> tuple[str, Mapping[str, htpy.Node]]:
    """What is true of several photos in the same words, said once; and the line of each other."""
    bare = Counter(told.told for told in evidence.photos.values() if told.is_bare)
    often = {said: n for said, n in bare.items() if n > 1}
    once = " ".join(f"{n} foto: {said}." for said, n in often.items())
    each = {
        media_id: line(told)
        for media_id, told in evidence.photos.items()
        if not (told.is_bare and told.told in often)
    }
    return once, each


def draw_pair(actor: Actor, evidence: Evidence) -> None:
    """The two photos beside each other, on a telephone too."""
    if evidence.pair is None:
        return
    sources = [photos.address(media_id, SIZE, actor) for media_id in evidence.pair]
    if not all(sources):
        return
    st.markdown(f"**{PAIR}**")
    titles = ("Sebelum", "Sesudah")
    look.draw(
        htpy.div(".w-pair")[
            (
                htpy.figure[
                    htpy.img(src=source, alt=f"Foto {title.lower()}"),
                    htpy.figcaption(".w-small")[
                        htpy.strong[title], line(evidence.photos.get(media_id), titled=True)
                    ],
                ]
                for title, source, media_id in zip(titles, sources, evidence.pair, strict=True)
            )
        ]
    )
