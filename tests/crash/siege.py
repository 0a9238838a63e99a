"""The desk under fire: real processes on the same files and ports, killed and started again."""

from __future__ import annotations

import random
import time
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import requests
from sqlalchemy import select, text

from desk import outbox
from desk.journal import Journal
from desk.schema import media, messages
from tests.crash.citizens import Story, stories
from tests.crash.gate import Gate, Hold, Moment
from tests.crash.mischief import Chance
from tests.crash.steps import CALLS, FACTS, SHEETS, Step
from tests.stack import Stack, answers, wait_for

MODULES = {"worker": "workers", "gateway": "sandbox.whatsapp", "sheets": "sandbox.sheets"}
CALLED = ("gateway", "sheets")
STORIES_AT_ONCE = 6
PHOTOS = 12
LONGEST_WEATHER_S = 400.0
#: A step comes by within this time: a pause after failures, a pass, the asking after it.
WITHIN_S = 90.0
#: What the gateway does wrong by itself, again after each of its starts.
WRONGS: tuple[dict[str, Any], ...] = (
    {"kind": "duplicate", "match": "deleteNotification", "count": 8},
    {"kind": "lost_ack", "match": "deleteNotification", "count": 4},
    {"kind": "reordered", "match": "STATUS", "count": 20},
)


class Siege:
    """Use as a context manager. `gateway`: the protocol; `journal_url`: of an empty journal."""

    def __init__(
        self, folder: Path, *, gateway: str, journal_url: str, seed: int, reconcile_after_s: int
    ) -> None:
        settings = {
            "GATEWAY": gateway,
            "JOURNAL_URL": journal_url,
            "SYNC_EVERY_S": "1",
            "RECONCILE_AFTER_S": str(reconcile_after_s),
            "SANDBOX_QUOTA": "off",
        }
        self.gateway = gateway
        self.stack = Stack(folder, settings=settings)
        self.dice = random.Random(seed)
        self.chance = Chance(random.Random(seed + 1))
        self.gates = {name: Gate(self.stack.ports[name], self.chance) for name in CALLED}
        self.journal = Journal(journal_url).create()
        self.stories: list[Story] = []
        self.kills: Counter[str] = Counter()
        self.steps: Counter[str] = Counter()
        self.storm_s = 0.0
        self._new = stories()
        self._begun: list[Story] = []
        self._photos: list[str] = []
        self._victims: list[str] = []
        self._is_fresh = True

    def __enter__(self) -> Siege:
        self.stack.start_services()
        self.stack.provision()
        self.start("worker")
        return self

    def __exit__(self, *_: object) -> None:
        for name in list(self.stack.running):
            self.stack.kill(name)  # a clean end of the worker has its own tests
        for gate in self.gates.values():
            gate.close()
        self.journal.close()

    # --- processes

    def start(self, name: str) -> None:
        own = {}
        if name == "worker":
            self._end_tenure()
            own = {
                "SANDBOX_GATEWAY_PORT": str(self.gates["gateway"].port),
                "SANDBOX_SHEETS_PORT": str(self.gates["sheets"].port),
            }
        self._is_fresh = self._is_fresh or name == "gateway"
        self.stack.start(name, "-m", MODULES[name], **own)

    def kill(self, name: str) -> None:
        self.kills[name] += 1
        self.stack.kill(name)

    def _end_tenure(self) -> None:
        """The worker is surely dead: nobody has to wait 20 s for that (test_standby does)."""
        if not self.journal.is_sqlite:
            with self.journal.write() as connection:
                connection.execute(text("delete from worker_tenure"))

    def wait(self, what: str, ready: Callable[[], Any], *, within_s: float = WITHIN_S) -> None:
        """Until this is true, as long as the worker lives."""

        def ready_and_alive() -> bool:
            code = self.stack.running["worker"].poll()
            log = self.stack.folder / "worker.log"
            assert code is None, f"the worker ended by itself: {log.read_text()[-2000:]}"
            return bool(ready())

        wait_for(what, ready_and_alive, within_s=within_s)

    def is_up(self, name: str) -> bool:
        base = {"gateway": self.stack.gateway, "sheets": self.stack.sheets}[name]
        return answers(f"{base}/_sandbox/calls")

    def all_up(self) -> None:
        for name in CALLED:
            self.wait(f"the {name}", lambda name=name: self.is_up(name))

    # --- what is written

    @property
    def written(self) -> int:
        return sum(len(story.ids) for story in self.stories)

    def write(self, story: Story) -> None:
        """One more message of this story; only while nobody is killed, so it is known to be there.

        The gateway hands out files under the gate's address.
        """
        if self._is_fresh:
            for wrong in WRONGS:
                self.stack.fault("gateway", **wrong)
            self._is_fresh = False
        if not story.ids:
            self.stories.append(story)
        answer = requests.post(
            f"{self.stack.gateway}/_sandbox/inbound",
            json=story.next_body(),
            headers={"Host": f"127.0.0.1:{self.gates['gateway'].port}"},
            timeout=30,
        )
        answer.raise_for_status()
        story.ids.append(answer.json()["idMessage"])

    def write_some(self, count: int) -> None:
        """Messages of several stories, told side by side."""
        for _ in range(count):
            while len(self._begun) < STORIES_AT_ONCE:
                self._begun.append(next(self._new))
            story = self.dice.choice(self._begun)
            self.write(story)
            if not story.has_more:
                self._begun.remove(story)

    def finish_stories(self) -> None:
        for story in self._begun:
            while story.ids and story.has_more:
                self.write(story)
        self._begun.clear()

    def story(self, name: str) -> Story:
        return next(story for story in self._new if story.name == name)

    # --- kills

    def kill_at(self, step: Step) -> None:
        """A story of its own, and the victim dies at this step of it."""
        self.all_up()
        story = self.story(step.story)
        if step.asked:
            self._lose_reply(story)
        elif step.fact:
            self.write(story)
            self.wait(step.name, lambda: self.fact(step.fact, story.chat))
            self.kill(step.victim)
        if step.call:
            self._kill_at_call(step, story)
        self.start(step.victim)
        self.steps[step.name] += 1

    def _kill_at_call(self, step: Step, story: Story) -> None:
        words = story.chat.partition("@")[0].encode() if step.names_chat else b""
        with self._held(step.server, step.call, step.moment, words) as hold:
            if not story.ids:
                self.write(story)
            self.wait(step.name, hold.reached.is_set)
            if not step.in_hand:
                self.kill(step.victim)
                # What had left the worker may still arrive after its death.
                hold.let_go(goes_on=self.dice.random() < 0.5)
                return
            with self._locked_journal():
                hold.let_go(goes_on=True)
                self.wait("the answer on its way", hold.passed.is_set, within_s=10)
                self.kill(step.victim)

    def _lose_reply(self, story: Story) -> None:
        with self._held("gateway", "send", Moment.BEFORE, story.chat.encode()) as hold:
            self.write(story)
            self.wait("a reply to lose", hold.reached.is_set)
            self.kill("worker")
            hold.let_go(goes_on=False)
        self.start("worker")

    @contextmanager
    def _held(self, server: str, call: str, moment: Moment, words: bytes) -> Iterator[Hold]:
        kind = SHEETS.get(call) or CALLS[self.gateway][call]
        gate = self.gates[server]
        hold = gate.hold(Hold(frozenset({kind}), moment, words))
        try:
            yield hold
        finally:
            gate.forget(hold)
            hold.let_go(goes_on=False)

    @contextmanager
    def _locked_journal(self) -> Iterator[None]:
        """Nobody else can write a notification down."""
        with self.journal.write() as connection:
            if not self.journal.is_sqlite:
                connection.execute(text("lock table inbox in access exclusive mode"))
            yield

    def fact(self, name: str, chat: str) -> int:
        with self.journal.read() as connection:
            return int(connection.execute(text(FACTS[name]), {"chat": chat}).scalar_one())

    def storm(self, kills: int, count: int) -> None:
        """Kills at random, at least one a second, while so many messages are written."""
        self.all_up()
        goal, began = self.written + count, time.monotonic()
        for left_kills in range(kills, 0, -1):
            time.sleep(self.dice.uniform(0.2, 0.9))  # the moment of a kill is meant to be any
            left = max(0, goal - self.written)
            if self.is_up("gateway"):
                self.write_some(min(left, 1 + 2 * left // left_kills))
            victim = self._next_victim()
            self.kill(victim)
            self.start(victim)
            self.steps["at random"] += 1
        self.storm_s = time.monotonic() - began
        self.all_up()
        self.write_some(max(0, goal - self.written))

    def _next_victim(self) -> str:
        """Of any four each one is there; the worker needs longest to be up again."""
        if not self._victims:
            self._victims = [*MODULES, self.dice.choice(CALLED)]
            self.dice.shuffle(self._victims)
        return self._victims.pop()

    def bad_weather(self, count: int) -> None:
        """Cuts and slow servers alone, until the last story is told."""
        self.all_up()
        while count > 0:
            self.write_some(min(count, 3))
            count -= 3
            time.sleep(self.dice.uniform(0.1, 0.4))  # as people write
            if not self._photos:
                self._send_photos()
        self.finish_stories()
        self.wait("all bad weather over", lambda: not self._untried(), within_s=LONGEST_WEATHER_S)

    def _send_photos(self) -> None:
        """Staff answer with the photo that the citizen sent: files leave by calls of their own."""
        columns = (messages.c.chat_id, messages.c.number, media.c.id.label("media_id"))
        query = select(*columns).join(media, media.c.message_id == messages.c.id)
        with self.journal.write() as connection:
            stored = query.where(media.c.state == "stored", media.c.mime == "image/jpeg")
            for row in connection.execute(stored.order_by(media.c.id).limit(PHOTOS)).mappings():
                queued = outbox.queue(
                    connection,
                    now=datetime.now(UTC),
                    gateway=self.gateway,
                    body=f"Foto untuk aduan {row['number']} ({row['media_id']})",
                    purpose="answer",
                    **row,
                )
                self._photos.append(queued)

    def _untried(self) -> bool:
        query = select(messages.c.id).where(
            messages.c.id.in_(self._photos), messages.c.attempts == 0
        )
        with self.journal.read() as connection:
            return connection.execute(query.limit(1)).first() is not None or bool(self.chance.owed)
