import subprocess
import sys
from pathlib import Path

from sop import SOPS
from sop.diagram import limit_in_words, page
from sop.model import Hours, Limit, Unit

ROOT = Path(__file__).parents[2]


def test_the_page_in_docs_is_what_the_data_prints() -> None:
    command = [sys.executable, "-X", "utf8", "-m", "sop"]
    printed = subprocess.run(
        command, cwd=ROOT, capture_output=True, encoding="utf-8", check=True
    ).stdout
    assert (ROOT / "docs" / "states.md").read_text("utf-8") == printed, (
        "run: python -m sop > docs/states.md"
    )


def test_every_state_and_every_action_stands_on_the_page() -> None:
    text = page(SOPS.values())
    for sop in SOPS.values():
        assert all(f'"{state.name}" as ' in text for state in sop.states)
        assert all(f"| {action.name} |" in text for action in sop.actions)


def test_what_any_open_state_allows_is_drawn_once() -> None:
    text = page([SOPS["wadul_aladin"]])
    assert "any_open_status --> ditutup: Tutup · Gabungkan · Cabut Aduan" in text
    assert "baru --> ditutup" not in text


def test_a_limit_is_said_in_the_words_of_the_sop_tab() -> None:
    assert limit_in_words(Limit(30, hours=Hours.SERVICE)) == "30 menit, jam layanan"
    assert limit_in_words(Limit(3, Unit.WORKING_DAY)) == "3 hari kerja, 24 jam"
    assert limit_in_words(None) == "none: not measurable"
    assert limit_in_words(Limit(5), measured=False).endswith("not measured")
