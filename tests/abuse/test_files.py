"""Hostile files: refused in one sentence or kept inert, in little memory and time."""

from __future__ import annotations

import multiprocessing
import re
import time
from datetime import datetime
from pathlib import Path

import pytest

from desk import media
from desk.context import Desk
from desk.file_names import harmless
from desk.file_types import MediaRefused, recognise
from desk.incoming import Attachment
from desk.journal import Journal
from desk.small_pictures import small
from tests.abuse import files
from tests.conftest import open_desk
from tests.desk.writing import Street

PDF = "application/pdf"
MOST_MB, MOST_S = 300, 10  # of memory, and of the processor
SIZE = re.compile(r"VmHWM:\s+(\d+) kB")


@pytest.fixture
def desk(sqlite_journal: Journal, tmp_path: Path, now: datetime) -> Desk:
    return open_desk(sqlite_journal, tmp_path, now)


@pytest.fixture
def street(desk: Desk, now: datetime) -> Street:
    return Street(desk, now)


@pytest.mark.parametrize("what", files.REFUSED)
def test_a_hostile_file_is_refused_in_one_sentence_and_nothing_of_it_is_kept(
    desk: Desk, what: str
) -> None:
    make, sentence = files.REFUSED[what]
    with pytest.raises(MediaRefused, match=sentence):
        media.store(desk, make())
    assert not desk.media_dir.exists()


@pytest.mark.parametrize("what", files.KEPT)
def test_what_is_two_things_at_once_is_kept_as_the_harmless_one(desk: Desk, what: str) -> None:
    make, mime = files.KEPT[what]
    assert media.store(desk, make()).mime == mime


@pytest.mark.parametrize(
    "what", ["a photo that is also a web page", "a photo whose facts are a script"]
)
def test_a_photo_is_shown_as_a_copy_without_what_it_carried(what: str) -> None:
    shown = small(files.KEPT[what][0](), 100)
    assert shown is not None
    for left in (b"script", b"HYPERLINK", b"Exif"):
        assert left not in shown.data


@pytest.mark.parametrize("name", files.NAMES)
def test_a_hostile_name_is_made_harmless(name: str) -> None:
    assert harmless(name, PDF) == files.NAMES[name]


def test_a_file_is_kept_under_its_digest_whatever_it_is_called(street: Street) -> None:
    file = Attachment("http://127.0.0.1:9/x", "../../../tmp/x\x00.sh", "image/jpeg")
    street.writes("jalan rusak", attachment=file)
    (row,) = street.media()
    assert media.arrived(street.desk, row["id"], files.picture("JPEG", 8, 8), now=street.now)
    path = Path(street.media()[0]["path"])
    assert re.fullmatch(r"[0-9a-f]{2}/[0-9a-f]{64}", str(path))


def test_a_file_larger_than_the_limit_is_refused_before_it_is_looked_at(desk: Desk) -> None:
    with pytest.raises(MediaRefused, match="paling besar 25 MB"):
        media.store(desk, b"\0" * (desk.media_max_bytes + 1))


def _measured(answers: multiprocessing.SimpleQueue[tuple[float, float]], what: str) -> None:
    """In a process of its own: how many MB and seconds it takes to look at this file."""
    data = {**files.REFUSED, **files.KEPT}[what][0]()
    Path("/proc/self/clear_refs").write_text("5")  # the highest point so far is forgotten
    before, since = _highest_mb(), time.process_time()
    try:
        recognise(data)
        small(data, 1200)
    except MediaRefused:
        pass
    answers.put((_highest_mb() - before, time.process_time() - since))


def _highest_mb() -> float:
    found = SIZE.search(Path("/proc/self/status").read_text())
    assert found is not None
    return int(found[1]) / 1024


@pytest.mark.parametrize("what", [*files.REFUSED, *files.KEPT])
def test_no_file_fills_the_memory_or_takes_long(what: str) -> None:
    answers: multiprocessing.SimpleQueue[tuple[float, float]] = multiprocessing.SimpleQueue()
    process = multiprocessing.get_context("fork").Process(target=_measured, args=(answers, what))
    process.start()
    process.join(60)
    assert process.exitcode == 0
    taken_mb, taken_s = answers.get()
    assert taken_mb < MOST_MB
    assert taken_s < MOST_S
