"""Back to the place in a list that somebody left for a complaint: the browser remembers it."""

from __future__ import annotations

import streamlit as st

from pages.parts import scripts
from pages.parts.scripts import Step


def keep(name: str, *, go: Step = "", visit: int) -> None:
    """Note the place whenever something in the container `name` is pressed, and go somewhere now.

    "back" is the place noted last, "top" the top of the page. The browser looks at `go` once for
    each number `visit`.
    """
    script = f"<script>{scripts.place(name, go)}</script><!-- {visit} -->"
    with st.container(key=f"{name}_place"):
        st.html(script, unsafe_allow_javascript=True)
