"""Who complains of what, when and from where, over a year: the beginnings of all stories."""

from __future__ import annotations

import random
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from desk.recording import WHATSAPP
from desk.seeds.history import wording
from desk.seeds.history.story import Course, Pose, Procedure
from desk.seeds.history.topics import Bank, Topic
from desk.seeds.history.wording import Place
from desk.seeds.lists import contact

#: The last days are put together from the poses, so that every screen has something to show.
POSED = timedelta(days=6)
A_DAY = 1.95  # complaints on an average day without high water
WEEKEND = 0.55
FLOOD_DAYS = 3  # in each of the months with high water
HOURS = (0.4, 0.2, 0.1, 0.1, 0.4, 1.2, 2.6, 4.2, 5.2, 5.4, 5.0, 4.2)  # half of a day: 0 to 11
AFTERNOON = (3.8, 3.6, 3.2, 3.2, 3.4, 3.4, 3.6, 4.2, 4.4, 3.4, 2.0, 0.9)
CHANNELS = {
    WHATSAPP: 84.0,
    "Datang Langsung": 5.0,
    "Telepon": 4.0,
    "Instagram": 3.5,
    "Surat": 1.5,
    "Facebook": 1.0,
    "SP4N-LAPOR!": 0.7,
    "LaporGub": 0.3,
}
FIRST_CITIZEN = 10_000_001  # contacts of the example staff are far below
COMES_AGAIN = 0.12
NEAR = 6  # a double comes at most so many complaints after its main one
SPAM, SECRET = 0.014, 0.025
DOUBLED = 0.22  # share of those that could be a double


@dataclass(frozen=True)
class Tale:
    """The beginning of one story. `main`: index of the tale that it is a double of."""

    index: int
    at: datetime
    channel: str
    chat_id: str  # "" for whoever has none
    topic: Topic
    place: Place
    text: str
    course: Course
    pose: Pose | None = None
    main: int | None = None
    secret: bool = False

    @property
    def phone(self) -> str:
        digits, _, kind = self.chat_id.partition("@")
        return digits if kind == "c.us" else ""


@dataclass(frozen=True)
class Spark:
    """That something is complained of at a moment, before anybody is known."""

    at: datetime
    topic: Topic
    pose: Pose | None = None


@dataclass(frozen=True)
class Span:
    """The `days` before `now` that are told of, in the city's `zone`."""

    now: datetime
    days: int
    zone: ZoneInfo

    @property
    def first(self) -> datetime:
        return self.now - timedelta(days=self.days)

    def dates(self) -> list[date]:
        begin = self.first.astimezone(self.zone).date()
        return [begin + timedelta(days=offset) for offset in range(self.days + 1)]


def tell(bank: Bank, procedure: Procedure, span: Span, *, seed: int) -> list[Tale]:
    """All tales of the span, in order of their coming; the same for the same arguments."""
    chance = random.Random(f"{seed}")
    sparks = [*_past(bank, chance, span), *_poses(bank, procedure, chance, now=span.now)]
    sparks.sort(key=lambda spark: spark.at)
    teller = _Teller(bank, procedure, chance)
    return [teller.tale(spark) for spark in sparks]


def _past(bank: Bank, chance: random.Random, span: Span) -> Iterator[Spark]:
    floods = _flood_days(bank, chance, span.dates())
    for day in span.dates():
        for topic in _topics_of(bank, chance, day, flooded=day in floods):
            at = _moment(day, span.zone, chance)
            if span.first <= at < span.now - POSED:
                yield Spark(at, topic)


def _flood_days(bank: Bank, chance: random.Random, days: list[date]) -> set[date]:
    found: set[date] = set()
    for month in bank.floods:
        wet = [day for day in days if day.month == month]
        found.update(chance.sample(wet, min(FLOOD_DAYS, len(wet))))
    return found


def _topics_of(bank: Bank, chance: random.Random, day: date, *, flooded: bool) -> list[Topic]:
    weights = [topic.season[day.month - 1] for topic in bank.topics]
    usual = A_DAY * (WEEKEND if day.weekday() >= 5 else 1.15)
    count = int(usual) + (chance.random() < usual % 1) + chance.choice((-1, 0, 0, 1))
    topics = chance.choices(bank.topics, weights, k=max(count, 0))
    if flooded:
        water = next(topic for topic in bank.topics if topic.category == bank.flood_topic)
        topics += [water] * chance.randrange(4, 8)
    return topics


def _moment(day: date, zone: ZoneInfo, chance: random.Random) -> datetime:
    hour = chance.choices(range(24), (*HOURS, *AFTERNOON))[0]
    return datetime.combine(day, time(hour, chance.randrange(60), chance.randrange(60)), zone)


def _poses(
    bank: Bank, procedure: Procedure, chance: random.Random, *, now: datetime
) -> Iterator[Spark]:
    """Open work, spread over the topics so that every OPD has some."""
    topics = _in_turn(bank, chance)
    for pose in procedure.poses:
        for _ in range(pose.count):
            course = procedure.courses[pose.course]
            topic = next(topic for topic in topics if _possible(course, topic))
            at = now - timedelta(hours=chance.uniform(*pose.age))
            yield Spark(at.replace(microsecond=0), topic, pose)


def _in_turn(bank: Bank, chance: random.Random) -> Iterator[Topic]:
    """For ever, mostly those of OPDs with people in the example staff."""
    topics = [topic for topic in bank.topics if topic.answered < 0.5]
    chance.shuffle(topics)
    while True:
        yield from (topic for topic in topics if topic.staffed or chance.random() < 0.3)


def _possible(course: Course, topic: Topic) -> bool:
    return not course.needs or bool(getattr(topic, course.needs))


class _Teller:
    """Gives each spark its citizen, place, words and course; remembers who wrote before."""

    def __init__(self, bank: Bank, procedure: Procedure, chance: random.Random) -> None:
        self.bank = bank
        self.procedure = procedure
        self.chance = chance
        self.told: list[Tale] = []
        self.bodies: set[str] = set()

    def tale(self, spark: Spark) -> Tale:
        found = self._told(spark, main=self._main(spark))
        self.told.append(found)
        self.bodies.add(found.text)
        return found

    def _told(self, spark: Spark, *, main: Tale | None) -> Tale:
        course, channel = self._course_and_channel(spark, doubles=main is not None)
        name, chat_id = self._citizen(spark.at)
        topic = self._plain if course is self._spam else spark.topic
        wet = topic.category == self.bank.flood_topic
        at = wording.place(self.bank, self.chance, name=name, wet=wet)
        if main:  # the same thing, put by a neighbour who did not know
            at = replace(at, quarter=main.place.quarter, street=main.place.street)
        return Tale(
            index=len(self.told),
            at=spark.at,
            channel=channel,
            chat_id=chat_id if channel == WHATSAPP else "",
            topic=topic,
            place=at,
            text=self._text(topic, at, spam=course is self._spam),
            course=course,
            pose=spark.pose,
            main=main.index if main else None,
            secret=channel == WHATSAPP and self.chance.random() < SECRET,
        )

    @property
    def _plain(self) -> Topic:
        """A topic of which nobody takes a photo."""
        return next(topic for topic in self.bank.topics if not topic.scene)

    @property
    def _spam(self) -> Course:
        return self.procedure.courses[self.procedure.spam]

    def _course_and_channel(self, spark: Spark, *, doubles: bool) -> tuple[Course, str]:
        procedure = self.procedure
        course = procedure.courses[procedure.doubled] if doubles else self._course(spark)
        channel = self.chance.choices(list(CHANNELS), list(CHANNELS.values()))[0]
        return course, WHATSAPP if course.on_whatsapp or spark.pose else channel

    def _course(self, spark: Spark) -> Course:
        courses = self.procedure.courses
        if spark.pose:
            return courses[spark.pose.course]
        if self.chance.random() < SPAM:
            return self._spam
        if self.chance.random() < spark.topic.answered:
            return courses[self.procedure.answered]
        fitting = [course for course in courses.values() if _possible(course, spark.topic)]
        return self.chance.choices(fitting, [course.share for course in fitting])[0]

    def _text(self, topic: Topic, at: Place, *, spam: bool) -> str:
        if spam:
            return self.chance.choice(self.bank.spam)
        while True:
            template = self.chance.choice(topic.texts)
            text = wording.complaint(self.bank, template, at, self.chance)
            if text not in self.bodies:
                return text

    def _citizen(self, at: datetime) -> tuple[str, str]:
        """(name, chat) of somebody new, or of one whose last complaint is long over."""
        if self.chance.random() < COMES_AGAIN:
            before = at - timedelta(days=75)
            latest = {tale.chat_id: tale for tale in self.told if tale.chat_id}
            free = [tale for tale in latest.values() if tale.at < before]
            if free:
                known = self.chance.choice(free)
                return known.place.name, known.chat_id
        digits = contact(FIRST_CITIZEN + len(self.told))
        if self.chance.random() < 0.04:  # a chat that hides its number
            return self.chance.choice(self.bank.names), f"{digits[::-1]}9@lid"
        return self.chance.choice(self.bank.names), f"{digits}@c.us"

    def _main(self, spark: Spark) -> Tale | None:
        """A complaint of the last days that this one may be a double of."""
        if spark.pose or self.chance.random() > DOUBLED:
            return None
        mains = [
            tale
            for tale in self.told[-NEAR:]
            if tale.topic is spark.topic
            and tale.course.carries
            and spark.at - tale.at < timedelta(days=2)
        ]
        return self.chance.choice(mains) if mains else None
