"""Play a story through `desk`, beat by beat, as citizens and staff would have done it."""

from __future__ import annotations

import logging
import random
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import Connection, select, update

from desk import actors, intake, media
from desk.acting import act_in
from desk.actors import Actor, actor_for
from desk.context import Desk
from desk.editing import edit_in
from desk.incoming import Attachment, Chat, Incoming, Kind
from desk.problems import DeskError
from desk.recording import Recorded, record_in
from desk.schema import complaints
from desk.schema import media as media_table
from desk.seeds.history import pictures, sent
from desk.seeds.history.beats import OPENS, Beat
from desk.seeds.history.story import SORTS, WRITES
from desk.seeds.history.tales import Tale
from sop.model import Field, Scope
from sop.workflow import NotAllowed

logger = logging.getLogger(__name__)

MARK = "Aduan contoh"  # what Catatan Internal says of each
WATCHDOG = "Inspektorat"  # what is secret is mostly about officials
MIME, FILE = "image/jpeg", "foto.jpg"
SLOW_PULL = 0.012  # share of messages that the desk received later than the SOP's two minutes


@dataclass(frozen=True)
class Stage:
    """Where stories are played: one transaction, and the moment at which the history ends."""

    desk: Desk
    connection: Connection
    now: datetime
    seed: int


def play(stage: Stage, scripts: Sequence[tuple[Tale, list[Beat]]]) -> None:
    """Play whole stories side by side, in the order of time; then nothing of them is queued."""
    stories = {tale.index: Story(stage, tale) for tale, _ in scripts}
    beats = [
        (beat.at, tale.index, at) for tale, all_of in scripts for at, beat in enumerate(all_of)
    ]
    known = {tale.index: all_of for tale, all_of in scripts}
    for _, index, at in sorted(beats):
        stories[index].follow(known[index][at], stories)
    numbers = _numbers(stage.connection, stories.values())
    _mark(stage.connection, numbers)
    first = min(stories, default=0)
    chance = random.Random(f"{stage.seed}-{first}-sent")
    sent.settle(stage.connection, numbers, chance, now=stage.now)


def _numbers(connection: Connection, stories: Iterable[Story]) -> list[str]:
    """Of all complaints that these stories opened, also of one that nobody had planned."""
    played = [story for story in stories if story.number]
    chats = [story.tale.chat_id for story in played if story.tale.chat_id]
    own = [story.number for story in played]
    query = select(complaints.c.number).where(
        complaints.c.number.in_(own) | complaints.c.chat_id.in_(chats)
    )
    return list(connection.execute(query).scalars())


def _mark(connection: Connection, numbers: Sequence[str]) -> None:
    """So that people and programs can tell them from a citizen's own."""
    connection.execute(
        update(complaints)
        .where(complaints.c.number.in_(numbers))
        .values(example=True, internal_note=MARK)
    )


class Story:
    """One complaint while its story is played."""

    def __init__(self, stage: Stage, tale: Tale) -> None:
        self.stage = stage
        self.desk = stage.desk
        self.connection = stage.connection
        self.reference = stage.desk.reference(stage.connection)
        self.tale = tale
        self.chance = random.Random(f"{stage.seed}-{tale.index}-play")
        self.number = ""
        self.agency = ""
        self.written = 0
        self.ended = False

    def follow(self, beat: Beat, stories: Mapping[int, Story]) -> None:
        """Let it happen. What the city's own staff or settings do not allow ends the story."""
        if self.ended:
            return
        try:
            self._follow(beat, stories)
        except (NotAllowed, DeskError) as refusal:
            logger.info("story %s ends early: %s", self.tale.index, type(refusal).__name__)
            self.ended = True

    def _follow(self, beat: Beat, stories: Mapping[int, Story]) -> None:
        if beat.action == OPENS:
            self._open(beat)
        elif beat.action == WRITES:
            self._hear(beat, beat.says)
        elif beat.action == SORTS:
            self._sort(beat)
        else:
            main = stories.get(self.tale.main if self.tale.main is not None else -1)
            self._act(beat, main.number if main else "")

    def _open(self, beat: Beat) -> None:
        if not self.tale.chat_id:
            self.number = self._recorded(beat)
            return
        self._hear(beat, self.tale.text)
        query = select(complaints.c.number).where(complaints.c.chat_id == self.tale.chat_id)
        newest = query.order_by(complaints.c.received_at.desc()).limit(1)
        self.number = self.connection.execute(newest).scalar_one()
        self._store_photos(beat)
        sent.receipt(self.connection, self.desk, self.number, self.chance, now=self.stage.now)

    def _recorded(self, beat: Beat) -> str:
        tale, at = self.tale, self.tale.place
        recorded = Recorded(
            channel=tale.channel,
            body=tale.text,
            name=at.name,
            location=at.location,
            category=tale.topic.category,
            district=at.quarter.district,
            village=at.quarter.village,
            received_at=min(tale.at, beat.at),
        )
        clerk = self._person(_first_of(self.desk, Scope.CITY)) or actors.sheet(self.desk.sop)
        return record_in(self.connection, self.desk, clerk, recorded, now=beat.at)

    def _hear(self, beat: Beat, text: str) -> None:
        tale = self.tale
        self.written += 1
        message = Incoming(
            gateway=self.desk.gateway,
            id=f"CONTOH{self.stage.seed}X{tale.index:05d}X{self.written}",
            at=beat.at,
            chat_id=tale.chat_id,
            chat=Chat.PERSON,
            kind=Kind.IMAGE if beat.photos else Kind.TEXT,
            sender_name=tale.place.name.split()[0],
            phone=tale.phone,
            text=text,
            attachment=Attachment("", FILE, MIME) if beat.photos else None,
        )
        slow = self.chance.random() < SLOW_PULL and beat.action == OPENS
        seconds = self.chance.uniform(130, 900) if slow else self.chance.uniform(1, 9)
        at = min(beat.at + timedelta(seconds=seconds), self.stage.now)
        intake.take_in(self.connection, self.desk, message, now=at)

    def _store_photos(self, beat: Beat) -> None:
        """The photo of the first message has been fetched, as the worker would have done."""
        for variant in beat.photos:
            data = pictures.photo(self.tale.topic.scene, variant, mended=False)
            stored = media.store(self.desk, data)
            self.connection.execute(
                update(media_table)
                .where(media_table.c.number == self.number)
                .values(
                    state="stored",
                    path=stored.path,
                    sha256=stored.sha256,
                    mime=stored.mime,
                    size=stored.size,
                )
            )

    def _sort(self, beat: Beat) -> None:
        """What a clerk puts in order before deciding."""
        at, topic = self.tale.place, self.tale.topic
        general = topic.answered > 0.5
        fields = {
            "name": at.name,
            "location": at.location,
            "category": topic.category,
            "district": at.quarter.district,
            "village": at.quarter.village,
            "classification": "Permintaan Informasi" if general else "Pengaduan",
        }
        clerk = self._person(beat.who) or actors.sheet(self.desk.sop)
        edit_in(self.connection, self.desk, clerk, self.number, fields=fields, now=beat.at)

    def _act(self, beat: Beat, main: str) -> None:
        actor = self._actor(beat)
        if actor is None:
            return
        values = {name: value for name, value in beat.values.items() if value}
        if self._is_secret():
            values |= self._in_confidence(beat, values)
        if Field.MAIN_COMPLAINT in values:
            values[Field.MAIN_COMPLAINT] = main
        act_in(
            self.connection,
            self.desk,
            actor,
            self.number,
            action=beat.action,
            values=values,
            photos=self._uploads(beat),
            now=beat.at,
        )
        self.agency = values.get(Field.AGENCY, self.agency)

    def _actor(self, beat: Beat) -> Actor | None:
        """Somebody with the role; the Sheet where Petugas names nobody; None: then it is left."""
        sop = self.desk.sop
        scope = sop.role(beat.who).scope
        if scope is Scope.SYSTEM:
            return actors.system(sop)
        person = self._person(beat.who)
        return person or (actors.sheet(sop) if sop.action(beat.action).from_sheet else None)

    def _person(self, role: str) -> Actor | None:
        scope = self.desk.sop.role(role).scope
        named = scope is Scope.CITY and self._is_secret()
        for person in self.reference.staff:
            at_home = scope is not Scope.AGENCY or self.agency in person.agencies
            if not (person.active and role in person.roles and at_home) and not named:
                continue
            actor = actor_for(self.desk.sop, self.reference, person.email, now=self.stage.now)
            if actor and (actor.confided or not named):
                return actor
        return None

    def _is_secret(self) -> bool:
        query = select(complaints.c.confidential).where(complaints.c.number == self.number)
        return bool(self.connection.execute(query).scalar_one_or_none())

    def _in_confidence(self, beat: Beat, values: Mapping[Field, str]) -> dict[Field, str]:
        """What else is said of a secret one: it goes where somebody may read it, and there to
        somebody by name."""
        sop, staffed = self.desk.sop, {one for p in self.reference.staff for one in p.agencies}
        if Field.AGENCY in values and values[Field.AGENCY] not in staffed:
            return {Field.AGENCY: WATCHDOG}
        if Field.ASSIGNEE in sop.action(beat.action).takes:
            team = [p.name for p in self.reference.staff if self.agency in p.agencies]
            return {Field.ASSIGNEE: team[-1]} if team else {}
        return {}

    def _uploads(self, beat: Beat) -> list[media.Upload]:
        scene = self.tale.topic.scene
        return [
            media.Upload(FILE, pictures.photo(scene, variant, mended=True))
            for variant in beat.photos
        ]


def _first_of(desk: Desk, scope: Scope) -> str:
    return next(role.name for role in desk.sop.roles if role.scope is scope)
