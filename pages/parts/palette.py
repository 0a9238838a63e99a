"""The colours of the charts: restrained, one set for light paper and one for dark."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Colours:
    """One palette for light paper and one for dark."""

    ink: str
    quiet: str
    line: str
    main: str
    second: str
    third: str
    late: str
    bands: tuple[tuple[int, str], ...]  # from this percentage on -> colour of a cell
    blank: str


LIGHT = Colours(
    ink="#1f2a2c",
    quiet="#566267",
    line="#e3e8e4",
    main="#1d6b5f",
    second="#86bba9",
    third="#cfc8b4",
    late="#cf6f62",
    bands=((90, "#9fd0bd"), (75, "#d5e6c8"), (50, "#f3deb0"), (0, "#eeb3a8")),
    blank="#eef1ee",
)
DARK = Colours(
    ink="#e6ecea",
    quiet="#a9b8b4",
    line="#2b3835",
    main="#58b5a2",
    second="#2f6f62",
    third="#6d6650",
    late="#c9655a",
    bands=((90, "#1f5f50"), (75, "#41602f"), (50, "#6e5420"), (0, "#7c362f")),
    blank="#202b29",
)


def band(percent: float | None, colours: Colours) -> str:
    if percent is None:
        return colours.blank
    return next(colour for least, colour in colours.bands if percent >= least)
