"""A tale as the beats of its course: who does what at which moment, up to now."""

from __future__ import annotations

import math
import random
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta

from desk.seeds.history import pictures, wording
from desk.seeds.history.story import WRITES, Hours, Move, Procedure
from desk.seeds.history.tales import Tale
from sop import clocks
from sop.clocks import Calendar
from sop.model import Field, Limit, Unit
from sop.model import Hours as Running

OPENS = "opens"  # the first beat: the complaint comes
AFTER_HOURS = 0.05  # share of the staff's moves that are made outside service hours
LONGEST_ANSWER = 8000.0  # minutes: nobody answers a survey later
ADDS, SENDS_PHOTO = 0.3, 0.3


@dataclass(frozen=True)
class Beat:
    """One thing that happens. `action`: OPENS, WRITES, SORTS or an action of the SOP."""

    at: datetime
    action: str
    who: str = ""
    values: dict[Field, str] = field(default_factory=dict)
    says: str = ""
    photos: tuple[int, ...] = ()  # variants of the topic's scene
    leads_to: str = ""


@dataclass(frozen=True)
class Times:
    """What a story's times are reckoned with. `quiet_days`: without objection until Selesai."""

    calendar: Calendar
    quiet_days: int
    now: datetime


def script(tale: Tale, procedure: Procedure, times: Times, *, seed: int) -> list[Beat]:
    """Everything that happens to this complaint up to `times.now`; its coming is the first beat."""
    writer = _Writer(tale, procedure, times, random.Random(f"{seed}-{tale.index}"))
    beats = writer.beats()
    if tale.pose:
        beats = _posed(beats, writer)
    return [beat for beat in beats if beat.at <= times.now]


def after_service(calendar: Calendar, moment: datetime, minutes: float) -> datetime:
    """When so many minutes of service have run since `moment`."""
    limit = Limit(minutes, Unit.MINUTE, Running.SERVICE)
    return clocks.due(calendar, limit, moment)


class _Writer:
    """Writes one script; every throw of the dice is `chance`, so it is always the same."""

    def __init__(
        self, tale: Tale, procedure: Procedure, times: Times, chance: random.Random
    ) -> None:
        self.tale = tale
        self.phrases = procedure.phrases
        self.slow = procedure.slow.get(tale.topic.agency, 1.0)
        self.times = times
        self.chance = chance

    def beats(self) -> list[Beat]:
        opening = self._opening()
        moment, moves = opening.at, []
        for move in self.tale.course.moves:
            if self.chance.random() < move.chance:
                here = self._of_here(move)
                if here is not None:
                    moment = _whole(moment + self._wait(here, moment))
                    moves.append(self._beat(here, moment))
        additions = [
            beat for beat in self._additions(opening.at) if not moves or beat.at < moves[0].at
        ]
        return [opening, *additions, *moves]

    def _opening(self) -> Beat:
        at, photos = self.tale.at, ()
        if not self.tale.chat_id:  # a clerk writes it down
            minutes = 2 + 12 * self.chance.random()
            return Beat(_whole(after_service(self.times.calendar, at, minutes)), OPENS)
        if self.tale.topic.scene and self.chance.random() < SENDS_PHOTO:
            return Beat(at, OPENS, photos=(self.chance.randrange(pictures.VARIANTS),))
        return Beat(at, OPENS, photos=photos)

    def _of_here(self, move: Move) -> Move | None:
        """The move as it is made with somebody who has no chat; None: it can't be."""
        if self.tale.chat_id:
            return move
        return None if move.action == WRITES else move.offline or move

    def _additions(self, opened: datetime) -> list[Beat]:
        """What many write in the minutes after: one more detail, or thanks."""
        said = []
        if self.tale.chat_id and self.chance.random() < ADDS:
            said.append(self._words("addition" if self.chance.random() < 0.7 else "thanks"))
        if self.tale.secret:
            said.append("RAHASIA")
        pause = self.chance.randrange(40, 240)
        return [
            Beat(opened + timedelta(seconds=pause * count), WRITES, says=words)
            for count, words in enumerate(said, start=1)
        ]

    def _wait(self, move: Move, moment: datetime) -> timedelta:
        pace, calendar = move.pace, self.times.calendar
        minutes = pace.minutes * math.exp(self.chance.gauss(0, pace.spread))
        if pace.hours is Hours.QUIET:
            quiet = moment + timedelta(days=self.times.quiet_days)
            return clocks.next_service(calendar, quiet) - moment + timedelta(minutes=minutes)
        if pace.hours is Hours.ANY:
            return timedelta(minutes=min(minutes, LONGEST_ANSWER))
        if pace.hours is Hours.WORK:
            minutes *= self.tale.topic.days * self.slow
        elif self.chance.random() < AFTER_HOURS:
            return timedelta(minutes=minutes)
        return after_service(calendar, moment, minutes) - moment

    def _beat(self, move: Move, at: datetime) -> Beat:
        return Beat(
            at=at,
            action=move.action,
            who=self.chance.choice(move.who),
            values={name: self._words(key) for name, key in move.inputs.items()},
            says=self._words(move.says) if move.says else "",
            photos=self._photos(move),
            leads_to=move.leads_to,
        )

    def _words(self, key: str) -> str:
        """What a key stands for: `=` itself, a word of the topic, or one of the phrases."""
        if key.startswith("="):
            return key[1:]
        topic = self.tale.topic
        own = {
            "agency": (topic.agency,),
            "elsewhere": (topic.elsewhere or topic.agency,),
            "outside": (topic.outside,),
            "result": topic.results,
            "answer": topic.answers,
            "main": (str(self.tale.main),),
        }
        blanks = wording.facts(self.tale.place, self.chance)
        blanks["elsewhere"] = own["elsewhere"][0]
        return self.chance.choice(own.get(key) or self.phrases[key]).format(**blanks)

    def _photos(self, move: Move) -> tuple[int, ...]:
        if not self.tale.topic.scene or self.chance.random() >= move.photos:
            return ()
        count = self.chance.choice((1, 1, 2))
        return tuple(self.chance.sample(range(pictures.VARIANTS), count))


def _whole(moment: datetime) -> datetime:
    return moment.replace(microsecond=0)


def _posed(beats: list[Beat], writer: _Writer) -> list[Beat]:
    """The beats up to the pose's state, drawn together so that they end before now."""
    pose = writer.tale.pose
    assert pose is not None
    reached = [at for at, beat in enumerate(beats) if beat.leads_to == pose.stop]
    if not reached:  # the first state: nobody has done anything
        return [beat for beat in beats if not beat.who]
    kept, rest = beats[: reached[-1] + 1], beats[reached[-1] + 1 :]
    opened, last = kept[0].at, kept[-1].at
    target = _target(opened, last, writer)
    share = (target - opened) / (last - opened)
    drawn = [_drawn(beat, opened, share) for beat in kept]
    return [*drawn, *_after(rest, target - last)]


def _target(opened: datetime, last: datetime, writer: _Writer) -> datetime:
    """When the last move of a pose was made; `last`: when its course would have made it."""
    now, pose = writer.times.now, writer.tale.pose
    if pose and pose.since:
        target = now - timedelta(minutes=writer.chance.uniform(*pose.since))
    else:
        target = min(last, now - timedelta(minutes=writer.chance.uniform(2, 30)))
    return max(target, opened + (now - opened) / 2)


def _drawn(beat: Beat, opened: datetime, share: float) -> Beat:
    # What is added in the first minutes is not put off, or it would be a complaint of its own.
    own = share if beat.who else min(share, 1.0)
    return replace(beat, at=_whole(opened + (beat.at - opened) * own))


def _after(beats: list[Beat], shift: timedelta) -> list[Beat]:
    """What still happens in the same state."""
    found: list[Beat] = []
    for beat in beats:
        if beat.leads_to or not beat.who:
            break
        found.append(replace(beat, at=_whole(beat.at + shift)))
    return found
