"""The audit of what the product is built of: each fault is one line, and silence is never taken
for good news."""

from __future__ import annotations

import json

from tests import audit


def test_what_is_not_pinned_is_named() -> None:
    text = "# head\n-r other.txt\na==1.0\nb>=2\nc\n"
    assert audit.unpinned(audit.wanted(text)) == [
        "b>=2 is not pinned with ==.",
        "c is not pinned with ==.",
    ]


def test_another_version_and_a_missing_package_are_named() -> None:
    found = audit.not_as_pinned(["A_b==1", "c==2"], {"a-b": "1.1"})
    assert found == ["a-b is 1.1, pinned is 1.", "c is not installed, pinned is 2."]


def test_what_a_pinned_package_needs_must_be_pinned_too() -> None:
    found = audit.not_as_pinned(["requests==1"], {"requests": "1", "urllib3": "2"})
    assert found == ["urllib3 is needed and pinned nowhere."]


def test_a_known_vulnerability_is_told_with_what_mends_it() -> None:
    weak = {"id": "CVE-2026-1", "fix_versions": ["1.1"]}
    answer = json.dumps({"dependencies": [{"name": "a", "version": "1", "vulns": [weak]}]})
    assert audit.read(answer) == ("", ["a 1: CVE-2026-1, mended in ['1.1']."])


def test_a_service_that_does_not_answer_is_told_and_no_good_news() -> None:
    skipped = json.dumps({"dependencies": [{"name": "a", "skip_reason": "not reachable"}]})
    for answer in ("", "<html>", "{}", json.dumps({"dependencies": []}), skipped):
        assert audit.read(answer) == (audit.CANNOT_ASK, [])


def test_the_product_is_pinned_and_installed_as_pinned() -> None:
    assert [
        line for name in audit.FILES for line in audit.unpinned(
            audit.wanted((audit.ROOT / name).read_text())
        )
    ] == []  # fmt: skip
