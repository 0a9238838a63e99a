"""Back to the place in a list that somebody left for a complaint: the browser remembers it."""

from __future__ import annotations

import json
from typing import Literal

import streamlit as st

# Streamlit scrolls in this element and begins each page at its top. The list is drawn bit by bit,
# so the place may not be there yet: it is tried until it is, for two seconds at most.
SCRIPT = """<script>
(() => {
  const key = "wadul-place-" + %(name)s;
  const main = document.querySelector('[data-testid="stMain"]');
  if (!main) return;
  if (window.wadulPlace) document.removeEventListener("click", window.wadulPlace, true);
  window.wadulPlace = (event) => {
    if (event.target.closest(".st-key-" + %(name)s)) sessionStorage.setItem(key, main.scrollTop);
  };
  document.addEventListener("click", window.wadulPlace, true);
  const kept = Number(sessionStorage.getItem(key) || 0);
  sessionStorage.removeItem(key);
  if (%(go)s === "top") main.scrollTop = 0;
  if (%(go)s !== "back" || !kept) return;
  const until = Date.now() + 2000;
  const go = () => {
    main.scrollTop = kept;
    if (Math.abs(main.scrollTop - kept) > 2 && Date.now() < until) requestAnimationFrame(go);
  };
  go();
})();
</script><!-- %(visit)s -->"""


def keep(name: str, *, go: Literal["", "back", "top"] = "", visit: int) -> None:
    """Note the place whenever something in the container `name` is pressed, and go somewhere now.

    "back" is the place noted last, "top" the top of the page. The browser looks at `go` once for
    each number `visit`.
    """
    script = SCRIPT % {"name": json.dumps(name), "go": json.dumps(go), "visit": visit}
    with st.container(key=f"{name}_place"):
        st.html(script, unsafe_allow_javascript=True)
