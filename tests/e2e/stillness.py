"""When a page has come to rest: all that was sent is answered and drawn, and nothing moves."""

from __future__ import annotations

from playwright.sync_api import Page, TimeoutError

LOOK_EVERY_MS = 40  # not with every frame: without a GPU each one is drawn by the processor

# Notes in the page what went to the server and was not answered yet. `wadulSent` counts what a
# person asked for: a fragment that looks again by itself says so (BackMsg.rerun_script = 11,
# ClientState.is_auto_rerun = 6, in Streamlit's proto/), and is no answer to a press. Nor is what
# the server was saying meanwhile: the run of a whole page (ClientState without fragment_id = 5)
# has begun with a ForwardMsg.new_session = 4 whose metadata = 2 . run = 6 names no
# fragment_ids = 2. Another run follows one with script_finished = 6 : FINISHED_EARLY_FOR_RERUN = 2.
WATCH = """
(() => {
  const fields = (bytes) => {
    const found = {};
    let at = 0;
    const number = () => {
      let value = 0;
      for (let factor = 1; ; factor *= 128) {
        const byte = bytes[at++];
        value += (byte & 127) * factor;
        if (byte < 128) return value;
      }
    };
    while (at < bytes.length) {
      const tag = number();
      if (tag % 8 === 0) {
        found[tag >> 3] = number();
      } else {
        const length = tag % 8 === 2 ? number() : tag % 8 === 1 ? 8 : 4;
        found[tag >> 3] = bytes.subarray(at, at + length);
        at += length;
      }
    }
    return found;
  };
  window.wadulOpen = false;
  window.wadulSent = 0;
  window.wadulAwaited = "";  // which beginning of a run would be the answer: "whole", "any"
  const begins = (told) => told[4]
    && (window.wadulAwaited === "any" || !fields(fields(told[2] ?? [])[6] ?? [])[2]);
  const Plain = window.WebSocket;
  window.WebSocket = class extends Plain {
    constructor(...given) {
      super(...given);
      this.addEventListener("message", (event) => {
        const told = fields(new Uint8Array(event.data));
        if (begins(told)) window.wadulAwaited = "";
        else if (told[6] === 2) window.wadulAwaited ||= "any";
        window.wadulOpen = window.wadulAwaited !== "";
      });
    }
    send(data) {
      const run = fields(new Uint8Array(data.buffer ?? data, data.byteOffset, data.byteLength))[11];
      window.wadulOpen = true;
      window.wadulSent += run && !fields(run)[6] ? 1 : 0;
      if (run && !fields(run)[5]) window.wadulAwaited = "whole";
      return super.send(data);
    }
  };
})()
"""
# What ends within a second moves for the eye only and is waited for; the rest turns for ever.
# Three looks in a row and two frames: an answer is drawn a moment after it came.
STILL = """
() => {
  const app = document.querySelector("[data-testid=stApp]");
  const moves = (animation) => animation.playState === "running"
    && animation.effect.getComputedTiming().endTime <= 1000;
  const still = app && !window.wadulOpen
    && app.dataset.testConnectionState === "CONNECTED"
    && app.dataset.testScriptState === "notRunning"
    && !document.querySelector("[data-testid=stSkeleton], [data-stale=true]")
    && !document.getAnimations().some(moves);
  if (!still) window.wadulFrames = window.wadulStill = 0;
  else requestAnimationFrame(() => { window.wadulFrames += 1; });
  window.wadulStill += still ? 1 : 0;
  return window.wadulStill > 2 && window.wadulFrames > 1;
}
"""
WHY_NOT = """
() => JSON.stringify({
  ...document.querySelector("[data-testid=stApp]")?.dataset,
  open: window.wadulOpen, awaited: window.wadulAwaited,
  still: window.wadulStill, frames: window.wadulFrames, seen: document.visibilityState,
  stale: document.querySelectorAll("[data-testid=stSkeleton], [data-stale=true]").length,
  moving: document.getAnimations().map(one => one.animationName ?? one.transitionProperty),
})
"""
TWO_FRAMES = """
() => new Promise(done => requestAnimationFrame(() => requestAnimationFrame(() => done())))
"""


def count(page: Page) -> int:
    """How often the page has asked the server for something on a person's behalf."""
    return int(page.evaluate("window.wadulSent"))


def sent(page: Page, *, since: int) -> None:
    """Until it has asked once more; on a busy machine that is a moment after the press."""
    asked = "since => window.wadulSent > since"
    page.wait_for_function(asked, arg=since, polling=LOOK_EVERY_MS)


def rest(page: Page) -> None:
    """Until everything that was sent is answered and drawn."""
    page.evaluate("window.wadulFrames = window.wadulStill = 0")
    try:
        page.wait_for_function(STILL, polling=LOOK_EVERY_MS)
    except TimeoutError as late:
        raise AssertionError(f"never at rest: {page.evaluate(WHY_NOT)}") from late


def frames(page: Page) -> None:
    """Until the page has told its parts what has just been scrolled; that comes with a frame."""
    page.evaluate(TWO_FRAMES)
