"""The dashboard's four numbers. Each opens into the complaints that it counts."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import htpy
import streamlit as st

from pages.parts import look
from pages.parts.figure_box import PICKED


@dataclass(frozen=True)
class Tile:
    """`pick`: the figure's complaints, in the address (`desk.figures.Pick`)."""

    name: str
    value: str
    remark: str
    pick: str
    alarm: bool = False


def draw(tiles: Sequence[Tile]) -> None:
    with st.container(key="tiles"):
        for tile in tiles:
            kind = tile.pick.partition("~")[0]
            with st.container(key=f"tile_{kind}", gap=None):
                _number(tile)
                # Lies over the whole tile, unseen: whoever presses it or tabs to it opens it.
                st.button(
                    f"Lihat aduan: {tile.name}",
                    key=f"open_{kind}",
                    on_click=_open,
                    args=(tile.pick,),
                )


def _number(tile: Tile) -> None:
    remark = htpy.em(class_="w-late" if tile.alarm else "")[tile.remark]
    look.draw(htpy.div(".w-number")[htpy.span[tile.name], htpy.b[tile.value], remark])


def _open(pick: str) -> None:
    st.query_params[PICKED] = pick
