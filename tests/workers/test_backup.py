"""A backup and its restore: whole, verified, on either database, and never over what is there."""

from __future__ import annotations

import json
import zipfile
from collections.abc import Callable, Iterator
from datetime import datetime
from pathlib import Path

import pytest
from sqlalchemy import select

from desk import copying, outbox, recording, remade
from desk.context import Desk
from desk.files import store
from desk.journal import Journal
from desk.schema import inbox
from tests.conftest import DATABASES, SITI, open_desk, own_schema
from workers.backup import backup, keep_key
from workers.backup_file import BackupError
from workers.restore import other_key, restore

PHOTO = b"%PDF-1.4 surat warga"


def quiet(_what: str, _done: int, _total: int) -> None:
    """Progress that nobody reads."""


@pytest.fixture
def full(desk: Desk, now: datetime) -> Desk:
    """A desk with a complaint, a reply that waits, a paper and a sealed identity."""
    with desk.journal.write() as connection:
        siti = {"gateway": "green_api", "chat_id": SITI, "body": "Lampu jalan mati"}
        number = recording.open_complaint(connection, desk, siti, now=now)["number"]
        outbox.queue(
            connection,
            now=now,
            chat_id=SITI,
            gateway="green_api",
            body=f"Nomor aduan: {number}",
            purpose="receipt",
            number=number,
        )
    store(desk, PHOTO)
    store(desk, PHOTO + b" KTP", identity=True)
    return desk


@pytest.fixture
def made(full: Desk, tmp_path: Path, now: datetime) -> Path:
    return backup(full, tmp_path / "aman", now=now, progress=quiet)


@pytest.fixture(params=DATABASES)
def other(request: pytest.FixtureRequest, tmp_path: Path, now: datetime) -> Iterator[Desk]:
    """A new machine: another folder, another journal."""
    url = f"sqlite:///{tmp_path}/baru/journal.db"
    if request.param == "postgresql":
        url = own_schema(request.getfixturevalue("postgres_url"))
    journal = Journal(url).create()
    yield open_desk(journal, tmp_path / "baru", now)
    journal.close()


def rows(journal: Journal) -> dict[str, list[dict[str, object]]]:
    with journal.read() as connection:
        return {
            table.name: sorted(
                (dict(r) for r in connection.execute(select(table)).mappings()), key=repr
            )
            for table in copying.every_table()
            if table.name not in ("messages", "facts")
        }


def test_a_restored_desk_is_the_one_that_was_backed_up(
    full: Desk, made: Path, other: Desk, now: datetime
) -> None:
    manifest = restore(other, made, now=now, progress=quiet)
    assert (manifest.complaints, other_key(other, manifest)) == (1, False)
    assert rows(other.journal) == rows(full.journal)
    files = {path.name: path.read_bytes() for path in full.media_dir.rglob("*") if path.is_file()}
    assert files == {p.name: p.read_bytes() for p in other.media_dir.rglob("*") if p.is_file()}


def test_after_a_restore_nothing_unfinished_is_sent_and_the_sheet_is_read_first(
    made: Path, other: Desk, now: datetime
) -> None:
    restore(other, made, now=now, progress=quiet)
    assert outbox.claim(other, now=now) == []
    with other.journal.read() as connection:
        assert remade.is_behind(connection)
        assert outbox.counts(connection) == {"waiting": 0, "unknown": 1}


def test_the_inbox_counts_on_after_a_restore(made: Path, other: Desk, now: datetime) -> None:
    restore(other, made, now=now, progress=quiet)
    with other.journal.write() as connection:
        values = {"gateway": "green_api", "received_at": now, "raw": {}}
        for key in "ab":
            connection.execute(inbox.insert().values(key=key, **values))


def test_a_journal_that_is_not_empty_is_never_written_over(
    full: Desk, made: Path, now: datetime
) -> None:
    before = rows(full.journal)
    with pytest.raises(BackupError, match="sudah berisi"):
        restore(full, made, now=now, progress=quiet)
    assert rows(full.journal) == before


def test_the_backup_is_for_its_owner_only_and_has_no_key(full: Desk, made: Path) -> None:
    assert made.stat().st_mode & 0o077 == 0
    assert [path.name for path in made.parent.iterdir()] == [made.name]
    with zipfile.ZipFile(made) as found:
        assert all(full.media_key.encode() not in found.read(name) for name in found.namelist())


def test_the_key_goes_to_a_file_of_its_own(full: Desk, tmp_path: Path) -> None:
    path = tmp_path / "kunci.env"
    keep_key(full.media_key, path)
    assert path.read_text() == f"MEDIA_KEY={full.media_key}\n"
    assert path.stat().st_mode & 0o077 == 0
    with pytest.raises(BackupError, match="tidak dapat ditulis"):
        keep_key(full.media_key, path)


def _rewrite(path: Path, change: Callable[[dict[str, bytes]], None]) -> None:
    with zipfile.ZipFile(path) as found:
        files = {name: found.read(name) for name in found.namelist()}
    change(files)
    with zipfile.ZipFile(path, "w") as made:
        for name, data in files.items():
            made.writestr(name, data)


def _spoil_photo(files: dict[str, bytes]) -> None:
    files[next(name for name in files if name.startswith("media/"))] += b"x"


def _other_sop(files: dict[str, bytes]) -> None:
    files["manifest.json"] = json.dumps(
        json.loads(files["manifest.json"]) | {"sop": "wani_bares"}
    ).encode()


@pytest.mark.parametrize(
    "spoil",
    [
        lambda path: path.write_bytes(path.read_bytes()[:-200]),
        lambda path: path.write_bytes(b"PK"),
        lambda path: _rewrite(path, lambda files: files.update({"media/../../x": b"x"})),
        lambda path: _rewrite(path, lambda files: files.pop("manifest.json")),
        lambda path: _rewrite(path, _spoil_photo),
        lambda path: _rewrite(path, _other_sop),
    ],
    ids=["cut", "no zip", "leads out", "no list", "another photo", "another desk"],
)
def test_a_backup_that_is_not_whole_or_not_ours_is_refused(
    small_desk: Desk, tmp_path: Path, now: datetime, spoil: Callable[[Path], None]
) -> None:
    store(small_desk, PHOTO)
    path = backup(small_desk, tmp_path / "satu.zip", now=now, progress=quiet)
    spoil(path)
    with pytest.raises(BackupError) as refused:
        restore(small_desk, path, now=now, progress=quiet)
    assert "\n" not in str(refused.value)


def test_a_folder_gets_a_file_with_the_desks_own_time_in_its_name(made: Path) -> None:
    assert made.name == "wadul-2026-11-23-090000.zip"
