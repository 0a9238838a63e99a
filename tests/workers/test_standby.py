"""Worker and standby on PostgreSQL: the active one is killed, put to sleep or cut off at any
moment of a burst; the other one takes over, nothing is lost, and nobody is told twice."""

from __future__ import annotations

import random
import signal
import sys
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path

import pytest
from sqlalchemy import func, select
from sqlalchemy.engine import make_url

from desk import tenure
from desk.journal import Journal
from desk.schema import inbox
from tests.conftest import own_schema
from tests.e2e.test_kills import numbered_replies, settled
from tests.relay import Relay
from tests.stack import Stack, wait_for
from tests.workers.test_main import run
from workers.work import LOST

TAKEN_OVER_WITHIN_S = 60.0
STORY = "Lampu jalan di Jl. Hayam Wuruk mati sejak Senin"


@dataclass
class Post:
    """A worker on its own line to the database."""

    name: str
    relay: Relay
    pid: int = 0


@dataclass
class Watch:
    """Two workers for one journal, and the citizens who write to them."""

    stack: Stack
    journal: Journal
    posts: list[Post]
    dice: random.Random = field(default_factory=lambda: random.Random(20261122))
    chats: list[str] = field(default_factory=list)

    def start(self, post: Post) -> None:
        url = make_url(self.journal.url)
        query = {"options": url.query["options"]}
        own = url.set(host="127.0.0.1", port=post.relay.port, query=query)
        address = own.render_as_string(hide_password=False)
        post.pid = self.stack.start(post.name, "-m", "workers", JOURNAL_URL=address).pid

    def active(self) -> Post | None:
        with self.journal.read() as connection:
            found = tenure.posts(connection).active
        return next((post for post in self.posts if found and post.pid == found.pid), None)

    def write(self, count: int) -> None:
        for _ in range(count):
            self.chats.append(f"62812{len(self.chats):08d}@c.us")
            self.stack.write(self.chats[-1], STORY)

    def kept_since(self, when: datetime) -> datetime | None:
        """When the first message after `when` was on disk."""
        query = select(func.min(inbox.c.received_at)).where(inbox.c.received_at > when)
        with self.journal.read() as connection:
            return connection.execute(query).scalar()

    def change(self, how: str) -> float:
        """The active worker is lost at a random moment; seconds until the other one has begun."""
        lost = wait_for("an active worker", self.active, within_s=TAKEN_OVER_WITHIN_S)
        self.stack.let_live(self.dice.uniform(0.2, 2.0))
        if how == "cut":
            lost.relay.cut()
        else:
            sign = signal.SIGKILL if how == "kill" else signal.SIGSTOP
            self.stack.running[lost.name].send_signal(sign)
        when = datetime.now(UTC)
        self.write(3)
        within = {"within_s": TAKEN_OVER_WITHIN_S}
        wait_for("another worker", lambda: self.active() not in (None, lost), **within)
        begun = wait_for("its first message", lambda: self.kept_since(when), **within)
        self.back(lost, how)
        return (begun - when).total_seconds()

    def back(self, lost: Post, how: str) -> None:
        """It ends by itself once it wakes up or hears nothing, and is started again."""
        process = self.stack.running.pop(lost.name)
        if how == "sleep":
            process.send_signal(signal.SIGCONT)
        code = process.wait(60)
        log = self.stack.folder / f"{lost.name}.log"
        if how != "kill":
            assert code == 1 and LOST in log.read_text()
        lost.relay.mend()
        self.start(lost)


@pytest.fixture
def watch(tmp_path: Path, postgres_url: str) -> Iterator[Watch]:
    journal = Journal(own_schema(postgres_url)).create()
    folder = Path(str(make_url(postgres_url).query.get("host", "")))
    if not folder.is_absolute():
        pytest.skip("the server of WADUL_TEST_POSTGRES is not on a Unix socket of this machine")
    posts = [Post(name, Relay(folder / ".s.PGSQL.5432")) for name in ("satu", "dua")]
    settings = {"JOURNAL_URL": journal.url, "SYNC_EVERY_S": "1", "RECONCILE_AFTER_S": "5"}
    with Stack(tmp_path, settings=settings) as stack:
        stack.start_services()
        stack.provision()
        made = Watch(stack, journal, posts)
        for post in posts:
            made.start(post)
        yield made
    for post in posts:
        post.relay.close()
    journal.close()


@pytest.mark.parametrize(
    ("changes", "burst"),
    [
        pytest.param(["kill", "sleep", "cut"], 5, marks=pytest.mark.timeout(300), id="short"),
        pytest.param(
            ["kill", "sleep", "cut", "kill", "cut", "kill", "sleep", "kill", "cut", "kill"],
            97,
            marks=[pytest.mark.slow, pytest.mark.timeout(3000)],
            id="long",
        ),
    ],
)
def test_a_standby_takes_over_and_nothing_is_lost_or_doubled(
    watch: Watch, changes: list[str], burst: int
) -> None:
    gaps = []
    for how in changes:
        watch.write(burst)
        gaps.append(watch.change(how))
        sys.stderr.write(f"{how}: {gaps[-1]:.1f} s until the next worker\n")
    stack = watch.stack
    wait_for("every reply", lambda: settled(stack, len(watch.chats)), within_s=60 + 2 * burst * 10)
    replies = Counter({chat: numbered_replies(stack, chat) for chat in watch.chats})
    rows = Counter(f"{row['No. WA']}@c.us" for row in stack.rows("Aduan"))
    sys.stderr.write(f"{len(watch.chats)} messages, longest gap {max(gaps):.1f} s\n")
    assert {chat: replies[chat] for chat in watch.chats if replies[chat] != 1} == {}
    assert {chat: rows[chat] for chat in watch.chats if rows[chat] != 1} == {}
    assert max(gaps) <= TAKEN_OVER_WITHIN_S
    told = run(stack, "status").stdout
    assert "Pekerja aktif: " in told and "Pekerja cadangan: 1\n" in told
