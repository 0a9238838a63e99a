"""The same stories in every procedure: each writes them in its own words."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import pytest

from sop import SOPS
from sop.model import Field, Sop
from sop.workflow import check

Step = tuple[str, str, Mapping[Field, str]]
NO: Mapping[Field, str] = {}
WHY = {Field.REASON: "sebabnya"}
DONE = {Field.FOLLOW_UP: "lubang ditambal"}
ANSWER = {Field.ANSWER: "sudah ditambal"}
QUESTION = {Field.ANSWER: "buka pukul 08.00", Field.CLASSIFICATION: "Permintaan Informasi"}


@dataclass(frozen=True)
class Words:
    """How this procedure says it. `out`: to the OPD; `answer`: from there back to the desk."""

    admin: str
    citizen: str
    out: tuple[Step, ...]
    again: tuple[Step, ...]  # out again, after the OPD gave it back
    gives_back: Step
    answer: tuple[Step, ...]


WORDS = {
    "wadul_aladin": Words(
        admin="Admin Kota",
        citizen="Pelapor",
        out=(("Tim Pengaduan Kota", "Teruskan ke OPD", {Field.AGENCY: "DPUPR"}),),
        again=(("Admin Kota", "Teruskan ke OPD", {Field.AGENCY: "Dinhub"}),),
        gives_back=("Admin OPD", "Kembalikan", WHY),
        answer=(
            ("Admin OPD", "Terima dan Teruskan ke Tim OPD", NO),
            ("Tim Pengaduan OPD", "Selesai Ditindaklanjuti", DONE),
        ),
    ),
    "wani_bares": Words(
        admin="Administrator",
        citizen="Pengadu",
        out=(
            ("Administrator", "Teruskan ke Kabid", NO),
            ("Kabid IKP", "Teruskan ke Kadis", NO),
            ("Kadis Kominfo", "Disposisi ke OPD", {Field.AGENCY: "DPUPR"}),
        ),
        again=(("Kadis Kominfo", "Disposisi ke OPD", {Field.AGENCY: "Dishub"}),),
        gives_back=("Kepala OPD", "Kembalikan", WHY),
        answer=(
            ("Kepala OPD", "Jawab dan Tindak Lanjut", DONE),
            ("Kadis Kominfo", "Teruskan Jawaban", NO),
            ("Kabid IKP", "Teruskan Jawaban", NO),
        ),
    ),
}


class Story:
    """A complaint that remembers where it stands, its OPD and the clocks that have ended."""

    def __init__(self, sop: Sop) -> None:
        self.sop, self.words = sop, WORDS[sop.key]
        self.state, self.agency, self.reason = sop.first_state, "", ""
        self.ended: list[str] = []

    def goes(self, *steps: Step) -> Story:
        for role, action, values in steps:
            verdict = check(
                self.sop,
                action,
                state=self.state,
                roles=(role,),
                values=values,
                has_agency=bool(self.agency),
                agency=self.agency,
            )
            self.state, self.agency = verdict.target, values.get(Field.AGENCY, self.agency)
            self.reason = verdict.close_reason if verdict.close_reason is not None else self.reason
            self.ended += [verdict.ends_step] if verdict.ends_step else []
        return self

    def admin(self, action: str, values: Mapping[Field, str] = NO) -> Story:
        return self.goes((self.words.admin, action, values))

    def citizen(self, action: str) -> Story:
        return self.goes((self.words.citizen, action, NO))


@pytest.fixture(params=list(SOPS.values()), ids=list(SOPS))
def story(request: pytest.FixtureRequest) -> Story:
    return Story(request.param)


def test_from_the_first_message_to_the_result(story: Story) -> None:
    story.goes(*story.words.out, *story.words.answer).admin("Kirim Hasil", ANSWER)
    story.goes(("Sistem", "Selesai", NO))
    assert (story.state, story.reason) == ("Selesai", "Ditindaklanjuti")
    measured = [step.key for step in story.sop.steps if step.key in story.ended]
    assert story.ended == measured  # each clock once, in the order of the SOP's table


def test_a_question_is_answered_at_once(story: Story) -> None:
    story.admin("Jawab Langsung", QUESTION)
    assert (story.state, story.reason) == ("Selesai", "Dijawab")


def test_an_opd_gives_it_back_and_another_one_gets_it(story: Story) -> None:
    story.goes(*story.words.out, story.words.gives_back)
    assert story.state == "Dikembalikan OPD"
    story.goes(*story.words.again)
    assert story.state == "Diteruskan ke OPD" and story.agency != "DPUPR"


def test_what_is_missing_is_asked_for_and_the_clock_waits(story: Story) -> None:
    story.admin("Minta Kelengkapan", WHY)
    assert (story.state, story.ended) == (story.sop.waiting_state, [])
    story.citizen("Kelengkapan Diterima")
    assert story.state == story.sop.first_state


def test_a_result_that_is_not_enough_is_repaired(story: Story) -> None:
    story.goes(*story.words.out, *story.words.answer).admin("Minta Perbaikan", WHY)
    assert story.sop.state(story.state).open and story.agency == "DPUPR"


def test_a_citizen_objects_and_it_is_opened_again(story: Story) -> None:
    story.goes(*story.words.out, *story.words.answer).admin("Kirim Hasil", ANSWER)
    story.citizen("Minta Dibuka Kembali").admin("Buka Kembali", WHY)
    assert story.sop.state(story.state).open and story.agency == "DPUPR"


def test_a_citizen_takes_it_back(story: Story) -> None:
    story.goes(*story.words.out).citizen("Cabut Aduan")
    assert (story.state, story.reason) == ("Ditutup", "Dicabut Pelapor")


def test_a_double_is_merged_and_separated(story: Story) -> None:
    story.admin("Gabungkan", {Field.MAIN_COMPLAINT: "X-2026-00001"})
    assert story.reason == "Duplikat"
    story.admin("Pisahkan", {Field.CLOSE_REASON: story.reason})
    assert (story.state, story.reason) == (story.sop.first_state, "")


def test_a_sentence_names_people_as_their_own_sop_does() -> None:
    said = "Pelapor dihubungi petugas kota; tanyakan Admin Kota."
    assert SOPS["wadul_aladin"].in_words(said) == said
    assert SOPS["wani_bares"].in_words(said) == (
        "Pengadu dihubungi petugas kabupaten; tanyakan Administrator."
    )
