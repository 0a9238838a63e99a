"""Why a complaint is with its OPD once more, where who has to mend it cannot overlook it."""

from __future__ import annotations

import htpy

from desk import texts
from desk.came_back import CameBack
from pages.parts import look, running


def note(found: CameBack | None) -> htpy.Node:
    """Nothing for one that did not come back."""
    if found is None:
        return None
    when = texts.short_moment(found.at, running.desk().timezone())
    return htpy.div(".w-came-back")[
        htpy.div(".w-who")[f"{found.action} · {found.who}, {when}"],
        look.folded(found.words),
    ]
