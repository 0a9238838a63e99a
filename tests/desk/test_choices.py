"""What a message to staff says can be answered is what can be done then."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

import pytest

from desk.incoming import Attachment
from desk.journal import Journal
from tests.conftest import open_desk
from tests.desk.magetan import Magetan

PHOTO = Attachment("http://127.0.0.1:9/bukti.jpg", "bukti.jpg", "image/jpeg")
REVIEWER, DISPATCHER, HEAD, ADMIN = "Kabid IKP", "Kadis Kominfo", "Kepala OPD", "Administrator"


@pytest.fixture
def office(journal: Journal, tmp_path: Path, now: datetime) -> Magetan:
    return Magetan(open_desk(journal, tmp_path, now, procedure="wani_bares"), now)


def read(office: Magetan, role: str) -> str:
    """The last message on this person's telephone."""
    return str(office.sent(office.chat(role))[-1]["body"])


def choice(message: str) -> str:
    return next(line for line in message.splitlines() if line.startswith("Balas (kutip): "))


def test_every_hand_reads_the_answer_and_what_comes_next(office: Magetan) -> None:
    office.stands("Diteruskan ke OPD")
    office.writes(office.chat(HEAD, "Dishub"), "Lampu sudah diganti tadi pagi", attachment=PHOTO)
    for role in (DISPATCHER, REVIEWER):
        told = read(office, role)
        assert "Tindak lanjut: Lampu sudah diganti tadi pagi\nFoto: 1\n" in told
        assert choice(told) == "Balas (kutip): *teruskan*"
        office.writes(office.chat(role), "teruskan")
    told = read(office, ADMIN)
    assert "Foto: 1" in told and choice(told) == "Balas (kutip): *kirim* · *kirim: <kata-kata>*"


def test_what_an_opd_gave_back_asks_for_another(office: Magetan) -> None:
    office.stands("Diteruskan ke OPD")
    office.writes(office.chat(HEAD, "Dishub"), "kembali jalan provinsi")
    told = read(office, DISPATCHER)
    assert "Alasan: jalan provinsi" in told
    assert choice(told) == "Balas (kutip): *teruskan <OPD>*"
    assert "Foto:" not in told and "Tindak lanjut:" not in told


def test_the_one_who_verifies_can_name_an_opd_and_ask(office: Magetan) -> None:
    office.stands("Di Kabid IKP")
    office.writes(office.chat(REVIEWER), "kembali alamat belum jelas")
    assert "*teruskan* · *teruskan <OPD>*" in choice(read(office, ADMIN))
    assert "*minta* · *minta: <kata-kata>*" in choice(read(office, ADMIN))
