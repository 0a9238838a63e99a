"""The other desk, in the pages alone: up to the Kadis, out to an OPD, and its answer back."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import NamedTuple

import pytest
from playwright.sync_api import Browser, expect

from tests.e2e.browser import Ponsel, Window
from tests.stack import Stack, wait_for

pytestmark = [pytest.mark.browser, pytest.mark.timeout(900)]

SITI = "6281200000001@c.us"
STORY = "Lampu jalan di Jl. Pahlawan depan SDN 1 Plaosan mati sejak Senin"


class Step(NamedTuple):
    """Who does what in a window of their own, and where the complaint then stands."""

    who: str
    action: str
    state: str
    choices: Mapping[str, str] = {}
    fields: Mapping[str, str] = {}


STEPS = (
    Step(
        "administrator",
        "Teruskan ke Kabid",
        "Di Kabid IKP",
        choices={"OPD": "Dishub"},
        fields={"Kelengkapan": "Lengkap: KTP ditunjukkan di loket"},
    ),
    Step("kabid.ikp", "Teruskan ke Kadis", "Di Kadis Kominfo"),
    Step("kadis.kominfo", "Disposisi ke OPD", "Diteruskan ke OPD"),
    Step(
        "kepala.dishub",
        "Jawab dan Tindak Lanjut",
        "Dijawab OPD",
        fields={"Tindak Lanjut": "Lampu sudah diganti pagi ini."},
    ),
    Step("kadis.kominfo", "Teruskan Jawaban", "Jawaban di Kabid IKP"),
    Step("kabid.ikp", "Teruskan Jawaban", "Siap Dikirim"),
    Step("administrator", "Kirim Hasil", "Hasil Terkirim"),
)
STEPS_OF_RIWAYAT = tuple((step.action, step.state) for step in STEPS)


@pytest.fixture(scope="module")
def magetan(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Stack]:
    with Stack(tmp_path_factory.mktemp("magetan"), settings={"SOP": "wani_bares"}) as stack:
        stack.start_desk()
        yield stack


@pytest.fixture
def people(magetan: Stack, chromium: Browser) -> Iterator[dict[str, Window]]:
    """Everybody's own window."""
    windows: dict[str, Window] = {}
    for step in STEPS:
        if step.who not in windows:
            fresh = Window.new(chromium, magetan.app)
            windows[step.who] = fresh.sign_in(f"{step.who}@contoh.test")
            fresh.park()
    yield windows
    for window in windows.values():
        window.close()


def test_from_the_first_message_to_the_answer_in_the_pages(
    magetan: Stack, people: dict[str, Window], photo: Path
) -> None:
    admin = people["administrator"]
    phone = Ponsel(admin, "Siti")
    phone.write(STORY)
    (number,) = wait_for("a complaint", lambda: numbers(magetan))
    phone.shows(f"No. Aduan {number}")
    for step in STEPS:
        window = people[step.who]
        files = [photo] if "Tindak Lanjut" in step.fields else []
        window.act(number, step.action, choices=step.choices, fields=step.fields, files=files)
        window.sees(f"Status: {step.state}")
        window.park()
    told = "Lampu sudah diganti pagi ini."
    wait_for("the answer", lambda: any(told in one["text"] for one in magetan.phone(SITI)))
    shown = admin.open("aduan", nomor=number).tab("Riwayat")
    for action in {step.action for step in STEPS}:
        expect(shown.get_by_text(action, exact=True).first).to_be_visible()
    wait_for("all of it in the Sheet", lambda: moves(magetan, number) == list(STEPS_OF_RIWAYAT))


def moves(stack: Stack, number: str) -> list[tuple[str, str]]:
    """What Riwayat in the Sheet says of every change of state."""
    rows = [row for row in stack.rows("Riwayat") if row.get("No. Aduan") == number]
    return [(row["Tindakan"], row["Ke"]) for row in rows if row.get("Dari") not in ("", row["Ke"])]


def numbers(stack: Stack) -> list[str]:
    return [row["No. Aduan"] for row in stack.rows("Aduan") if row.get("No. Aduan")]
