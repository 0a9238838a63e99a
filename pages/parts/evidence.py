"""What stands beside a photo: when, where and by whom it was taken; before and after the work."""

from __future__ import annotations

import htpy
import streamlit as st

from desk.actors import Actor
from desk.evidence.provenance import Evidence, Provenance
from pages.parts import look, photos

PAIR = "Sebelum dan sesudah"
SIZE = 700  # pixels of the longer side


def line(told: Provenance | None) -> htpy.Node:
    """Below one photo; nothing where nothing is known of it."""
    if told is None:
        return None
    phase = f"{told.phase} · " if told.phase else ""
    return htpy.div(".w-small")[
        phase + told.told,
        " ",
        look.on_map(told.position),
        (htpy.div(".w-odd")[sentence] for sentence in told.odd),
    ]


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
                    htpy.figcaption(".w-small")[title, line(evidence.photos.get(media_id))],
                ]
                for title, source, media_id in zip(titles, sources, evidence.pair, strict=True)
            )
        ]
    )
