"""One worker for each journal, on both databases."""

from __future__ import annotations

import pytest

from desk.journal import Journal
from workers.lock import AlreadyRunning, only_worker


def test_a_second_worker_is_refused_in_one_sentence(journal: Journal) -> None:
    second = Journal(journal.url)
    with only_worker(journal) as held:
        with pytest.raises(AlreadyRunning, match="Pekerja lain sedang berjalan") as caught:
            with only_worker(second):
                pass
        assert held()
    second.close()
    assert "\n" not in str(caught.value)


def test_after_it_has_ended_another_one_may_start(journal: Journal) -> None:
    for _ in range(2):
        with only_worker(journal) as held:
            assert held()
