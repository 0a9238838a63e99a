"""The scripts that run in the pages, word for word; the web server lets no other one through."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Literal

Step = Literal["", "back", "top"]

CAMERA = Path(__file__).with_name("camera.js").read_text("utf-8")
#: Words that are still being typed are the browser's alone until the field is left.
LEAVE_FIELD = "document.activeElement?.blur();"
#: The container of the list whose place is kept.
INBOX = "inbox_list"
# Streamlit scrolls in this element and begins each page at its top. The list is drawn bit by bit,
# so the place may not be there yet: it is tried until it is, for two seconds at most.
PLACE = """
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
"""
STEPS: tuple[Step, ...] = ("", "back", "top")


def place(name: str, go: Step) -> str:
    """Notes the place in the container `name`, and goes somewhere now (`place.keep`)."""
    return PLACE % {"name": json.dumps(name), "go": json.dumps(go)}


#: A script that is not among these does not run.
EVERY = (CAMERA, LEAVE_FIELD, *(place(INBOX, go) for go in STEPS))
