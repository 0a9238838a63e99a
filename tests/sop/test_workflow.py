"""The interpreter, held against the action table line by line."""

from collections.abc import Mapping

import pytest

from sop import SOPS
from sop.model import Field, Recipient
from sop.workflow import NotAllowed, Verdict, actions_for, check, from_status, sheet_statuses
from tests.sop.table import ROLES, ROWS, STATES, Row

ALADIN = SOPS["wadul_aladin"]
RECIPIENTS = {
    Recipient.CITIZEN: "C",
    Recipient.AGENCY_ADMIN: "AO",
    Recipient.AGENCY_TEAM: "TO",
    Recipient.FORMER_AGENCY: "FO",
    Recipient.CITY_ADMIN: "AK",
    Recipient.CITY_TEAM: "TK",
    Recipient.DOUBLES: "D",
    Recipient.SUPPORTERS: "OP",
}
FILLED = {name: "isi" for name in Field if name not in (Field.KIND, Field.CLASSIFICATION)} | {
    Field.CLOSE_REASON: "Duplikat"
}
NAMES = tuple(dict.fromkeys(row.action for row in ROWS))


def judge(
    action: str,
    state: str,
    *roles: str,
    values: Mapping[Field, str] = FILLED,
    agency: str = "DPUPR",
) -> Verdict:
    return check(
        ALADIN,
        action,
        state=state,
        roles=roles or ("Admin Kota",),
        values=values,
        has_agency=bool(agency),
        agency=agency,
    )


def refused(action: str, state: str, *roles: str, **given: Mapping[Field, str]) -> NotAllowed:
    with pytest.raises(NotAllowed) as caught:
        judge(action, state, *roles, **given)
    return caught.value


def expected_row(action: str, state: str, role: str) -> Row | None:
    rows = (row for row in ROWS if row.action == action)
    return next((row for row in rows if state in row.sources and role in row.roles), None)


@pytest.mark.parametrize("action", NAMES)
def test_each_role_may_do_in_each_state_what_the_table_says_and_nothing_else(action: str) -> None:
    for state in STATES:
        for role in ROLES.values():
            row = expected_row(action, state, role)
            if row is None:
                assert refused(action, state, role).sentence
            else:
                verdict = judge(action, state, role)
                assert verdict.target == (row.target or state)
                told = tuple(sorted(RECIPIENTS[notice.to] for notice in verdict.notices))
                assert told == row.recipients


@pytest.mark.parametrize("row", ROWS, ids=lambda row: f"{row.action}: {row.target or 'stays'}")
def test_an_action_without_its_inputs_names_all_of_them(row: Row) -> None:
    state, role = min(row.sources), min(row.roles)
    enough = {Field.CLOSE_REASON: "Duplikat"} if row.action == "Pisahkan" else {}
    if not row.needs:
        assert judge(row.action, state, role, values=enough).action.name == row.action
        return
    refusal = refused(row.action, state, role, values={Field(name): "  " for name in row.needs})
    assert set(refusal.missing) == row.needs
    assert all(name in refusal.sentence for name in row.needs)


def test_actions_stand_in_the_order_of_the_table() -> None:
    names = [action.name for action in actions_for(ALADIN, "Baru", ["Admin Kota"])]
    assert names == [
        *("Minta Kelengkapan", "Jawab Langsung", "Teruskan ke OPD", "Tutup", "Balas Pelapor"),
        *("Catat Penyampaian", "Rahasia", "Buka Identitas", "Tutup Identitas"),
        *("Gabungkan", "Pisahkan"),
    ]
    assert [action.name for action in ALADIN.actions] == [row.action for row in ROWS]


def test_a_leader_only_reads() -> None:
    assert all(actions_for(ALADIN, state, ["Pimpinan"]) == () for state in STATES)


def test_handing_on_calls_a_complaint_teknis() -> None:
    verdict = judge("Teruskan ke OPD", "Baru", values={Field.AGENCY: "DLH"}, agency="")
    assert verdict.implied == {Field.KIND: "Teknis"}


def test_a_complaint_called_umum_is_not_handed_on() -> None:
    refusal = refused("Teruskan ke OPD", "Baru", values={Field.AGENCY: "DLH", Field.KIND: "Umum"})
    assert "ubah Jenis Aduan ke Teknis" in refusal.sentence
    assert refusal.missing == ()


def test_answering_calls_a_complaint_umum() -> None:
    verdict = judge("Jawab Langsung", "Baru", values={Field.ANSWER: "Jam 8"})
    assert verdict.implied == {Field.KIND: "Umum"}
    assert verdict.close_reason == "Dijawab"


def test_a_complaint_called_teknis_is_answered_only_when_it_asks_for_information() -> None:
    technical = {Field.ANSWER: "Jam 8", Field.KIND: "Teknis"}
    assert "Permintaan Informasi" in refused("Jawab Langsung", "Baru", values=technical).sentence
    question = technical | {Field.CLASSIFICATION: "Permintaan Informasi"}
    assert judge("Jawab Langsung", "Baru", values=question).implied == {}


def test_a_complaint_is_not_passed_to_the_opd_that_has_it() -> None:
    refusal = refused("Alihkan OPD", "Diteruskan ke OPD", values={Field.AGENCY: " DPUPR "})
    assert refusal.sentence == "OPD masih DPUPR; pilih OPD lain untuk mengalihkan."
    assert refusal.missing == (Field.AGENCY,)


def test_only_a_double_is_separated_again() -> None:
    refusal = refused("Pisahkan", "Ditutup", values={Field.CLOSE_REASON: "Spam"})
    assert "Buka Kembali" in refusal.sentence


@pytest.mark.parametrize(
    ("reason", "template"),
    [
        ("Bukan Kewenangan", "bukan_kewenangan"),
        ("Tidak Lengkap", "ditutup_tidak_lengkap"),
        ("Duplikat", "digabung"),
        ("Spam", ""),
        ("Dicabut Pelapor", "dicabut"),
        ("Dijadwalkan", "dijadwalkan"),
    ],
)
def test_closing_tells_the_citizen_according_to_the_reason(reason: str, template: str) -> None:
    verdict = judge("Tutup", "Baru", values={Field.CLOSE_REASON: reason})
    told = [notice.template for notice in verdict.notices if notice.to is Recipient.CITIZEN]
    assert told == ([template] if template else [])
    assert verdict.close_reason == reason


@pytest.mark.parametrize("reason", ["Ditindaklanjuti", "Dijawab", "selesai", "spam"])
def test_closing_for_a_reason_that_is_no_choice_is_refused(reason: str) -> None:
    refusal = refused("Tutup", "Baru", values={Field.CLOSE_REASON: reason})
    assert f'"{reason}"' in refusal.sentence
    assert "Dijadwalkan" in refusal.choices


def test_reopening_leads_to_the_opd_that_had_it_or_to_the_beginning() -> None:
    with_agency = judge("Buka Kembali", "Selesai", values={Field.REASON: "belum"})
    assert (with_agency.target, with_agency.starts_step) == ("Diproses OPD", "A6")
    without = judge("Buka Kembali", "Selesai", values={Field.REASON: "belum"}, agency="")
    assert (without.target, without.starts_step) == ("Baru", "A4")
    assert [notice.to for notice in without.notices] == [Recipient.CITIZEN]


def test_a_reopened_complaint_loses_its_close_reason_and_a_reply_leaves_it_alone() -> None:
    assert judge("Buka Kembali", "Ditutup").close_reason == ""
    assert judge("Balas Pelapor", "Ditutup").close_reason is None


@pytest.mark.parametrize(
    ("action", "state", "clock", "ends", "starts"),
    [
        ("Minta Kelengkapan", "Baru", "pause", "", ""),
        ("Kelengkapan Diterima", "Menunggu Pelapor", "resume", "", "A4"),
        ("Teruskan ke OPD", "Baru", "start", "A4", "A5"),
        ("Alihkan OPD", "Diteruskan ke OPD", "start", "A5", "A5"),
        ("Terima dan Teruskan ke Tim OPD", "Diteruskan ke OPD", "start", "A5", "A6"),
        ("Kembalikan", "Diteruskan ke OPD", "start", "A5", "A4"),
        ("Kembalikan ke Admin OPD", "Diproses OPD", "start", "A6", "A5"),
        ("Catat Tindak Lanjut", "Diproses OPD", "keep", "", ""),
        ("Selesai Ditindaklanjuti", "Diproses OPD", "start", "A6", "A7"),
        ("Kirim Hasil", "Ditindaklanjuti", "stop", "A7", ""),
        ("Catat Penyampaian", "Ditindaklanjuti", "stop", "A7", ""),
        ("Catat Penyampaian", "Baru", "keep", "", ""),
        ("Jawab Langsung", "Dikembalikan OPD", "stop", "A4", ""),
        ("Tutup", "Menunggu Pelapor", "stop", "A4", ""),
        ("Selesai", "Hasil Terkirim", "stop", "", ""),
        ("Balas Pelapor", "Baru", "keep", "", ""),
        ("Pisahkan", "Ditutup", "start", "", "A4"),
    ],
)
def test_what_becomes_of_the_clock(
    action: str, state: str, clock: str, ends: str, starts: str
) -> None:
    role = next(row for row in ROWS if row.action == action and state in row.sources).roles
    verdict = judge(action, state, *role)
    assert (verdict.clock, verdict.ends_step, verdict.starts_step) == (clock, ends, starts)


def test_a_refusal_names_what_is_possible_now_in_the_words_of_the_asker() -> None:
    person = refused("Kirim Hasil", "Menunggu Pelapor", "Admin Kota")
    assert "Kelengkapan Diterima" in person.choices
    sheet = refused("Kirim Hasil", "Menunggu Pelapor", "Lembar")
    assert sheet.choices == ("Ditutup", "Balas", "Baru")
    assert sheet.sentence == (
        '"Kirim Hasil" tidak dapat dilakukan saat status Menunggu Pelapor; '
        "yang bisa sekarang: Ditutup, Balas, Baru."
    )


def test_a_refusal_for_the_role_says_who_may() -> None:
    refusal = refused("Kembalikan", "Diproses OPD", "Tim Pengaduan OPD")
    assert refusal.sentence.startswith('"Kembalikan" hanya dapat dilakukan oleh Admin OPD;')
    assert "Kembalikan ke Admin OPD" in refusal.choices


def test_an_unknown_action_is_refused_with_a_sentence() -> None:
    assert refused("Hapus", "Baru").sentence.startswith('Tindakan "Hapus" tidak dikenal')


def test_without_a_role_nothing_is_allowed() -> None:
    with pytest.raises(NotAllowed):
        check(ALADIN, "Tutup", state="Baru", roles=(), values=FILLED, has_agency=False, agency="")


@pytest.mark.parametrize(
    ("state", "typed", "action"),
    [
        ("Baru", "Diteruskan ke OPD", "Teruskan ke OPD"),
        ("Baru", "Teruskan ke OPD", "Teruskan ke OPD"),
        ("Baru", "Selesai", "Jawab Langsung"),
        ("Baru", "Menunggu Pelapor", "Minta Kelengkapan"),
        ("Diproses OPD", "Diteruskan ke OPD", "Alihkan OPD"),
        ("Diteruskan ke OPD", "Alihkan OPD", "Alihkan OPD"),
        ("Diproses OPD", "Dikembalikan OPD", "Kembalikan"),
        ("Diproses OPD", "Ditindaklanjuti", "Selesai Ditindaklanjuti"),
        ("Ditindaklanjuti", "Hasil Terkirim", "Kirim Hasil"),
        ("Ditindaklanjuti", "Diproses OPD", "Minta Perbaikan"),
        ("Ditindaklanjuti", "Catat Penyampaian", "Catat Penyampaian"),
        ("Hasil Terkirim", "Selesai", "Selesai"),
        ("Menunggu Pelapor", "Baru", "Kelengkapan Diterima"),
        ("Baru", "Ditutup", "Tutup"),
        ("Selesai", "Balas", "Balas Pelapor"),
    ],
)
def test_what_a_clerk_types_into_status_means_one_action(
    state: str, typed: str, action: str
) -> None:
    assert [found.name for found in from_status(ALADIN, state, typed)] == [action]


@pytest.mark.parametrize(
    ("state", "typed"),
    [
        ("Baru", "Ditindaklanjuti"),
        ("Baru", "diteruskan ke opd"),  # near misses are told apart elsewhere
        ("Selesai", "Diproses OPD"),  # reopening is not for the Sheet
        ("Baru", ""),
        ("Diproses OPD", "Kembalikan ke Admin OPD"),
    ],
)
def test_what_leads_nowhere_from_here_means_nothing(state: str, typed: str) -> None:
    assert from_status(ALADIN, state, typed) == ()


@pytest.mark.parametrize("state", STATES)
def test_each_word_that_the_sheet_offers_means_one_action_that_it_may_do(state: str) -> None:
    for typed in sheet_statuses(ALADIN, state):
        (action,) = from_status(ALADIN, state, typed)
        assert judge(action.name, state, "Lembar").action is action
