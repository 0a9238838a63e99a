from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from desk.context import Desk
from desk.journal import Journal
from sheets_schema.rebuilding.build import Rebuilt
from sheets_schema.rebuilding.files import File
from sheets_schema.rebuilding.whole import rebuild
from tests.conftest import DATABASES, own_schema
from tests.sheets_schema.office import Office, client
from tests.sheets_schema.rebuilding.story import Story

Again = Callable[..., tuple[Office, Rebuilt]]


@pytest.fixture
def story(office: Office) -> Story:
    return Story(office)


@pytest.fixture
def told(story: Story) -> Story:
    """A desk of which something of everything stands in the Sheet."""
    story.tell()
    return story


@pytest.fixture
def empty(tmp_path: Path) -> Iterator[Journal]:
    """A new journal beside the one of the story."""
    made = Journal(f"sqlite:///{tmp_path}/new.db").create()
    yield made
    made.close()


@pytest.fixture(params=DATABASES)
def either(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Journal]:
    """The same, once on SQLite and once on PostgreSQL."""
    if request.param == "sqlite":
        made = Journal(f"sqlite:///{tmp_path}/new.db").create()
    else:
        made = Journal(own_schema(request.getfixturevalue("postgres_url"))).create()
    yield made
    made.close()


@pytest.fixture
def again(office: Office) -> Iterator[Again]:
    """again(journal): the journal made from the Sheet, and an office that goes on with it."""
    offices: list[Office] = []

    def made_again(journal: Journal, **more: Any) -> tuple[Office, Rebuilt]:
        key = more.pop("media_key", office.desk.media_key)
        lost = office.desk
        desk = Desk(journal, lost.sop, lost.media_dir, key, app_url=lost.app_url)
        after = Office(office.stand_in, desk, office.now)
        offices.append(after)
        own = File(client(office.stand_in))
        files = [own, *(File(sheet, sheet.spreadsheet_id) for sheet in more.pop("further", ()))]
        with journal.write() as connection:
            result = rebuild(connection, desk, files, now=after.now, **more)
        own.sheet.http.session.close()
        return after, result

    yield made_again
    for made in offices:
        made.close()
