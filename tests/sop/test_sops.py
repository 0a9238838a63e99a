"""What must be true of every procedure's data, whichever city's it is."""

from collections import defaultdict

import pytest

from sop import SOPS
from sop.model import Hours, Limit, Scope, Sop
from sop.workflow import from_status

#: Keys of the tab Templat Balasan that actions may use.
TEMPLATES = {
    "belum_sesuai",
    *("balas_pelapor", "bukan_kewenangan", "dialihkan_opd", "dibuka_kembali", "dicabut"),
    *("digabung", "dijadwalkan", "dijawab_langsung", "dipisahkan", "disposisi"),
    "disposisi_pendukung",
    "diteruskan_opd",
    *("ditutup_tidak_lengkap", "giliran", "hasil_tindak_lanjut", "minta_kelengkapan"),
    "mohon_arahan",
    *("rahasia_ok", "survei_kepuasan", "tercatat"),
}


@pytest.fixture(params=list(SOPS.values()), ids=list(SOPS))
def sop(request: pytest.FixtureRequest) -> Sop:
    found: Sop = request.param
    return found


def exits(sop: Sop) -> dict[str, set[str]]:
    """Where actions lead from each state."""
    found: dict[str, set[str]] = defaultdict(set)
    for action in sop.actions:
        for source in action.sources:
            found[source] |= {action.target, action.target_if_agency} - {"", source}
    return found


def reachable(sop: Sop, start: str) -> set[str]:
    edges, seen, waiting = exits(sop), {start}, [start]
    while waiting:
        new = edges[waiting.pop()] - seen
        seen |= new
        waiting += new
    return seen


def test_it_is_listed_under_its_own_key() -> None:
    assert all(key == sop.key for key, sop in SOPS.items())


def test_every_name_in_an_action_exists(sop: Sop) -> None:
    states = {state.name for state in sop.states}
    roles = {role.name for role in sop.roles}
    for action in sop.actions:
        assert action.roles, action.name
        assert action.roles <= roles, action.name
        assert action.sources <= states, action.name
        assert {action.target, action.target_if_agency} <= states | {""}, action.name


def test_every_message_has_a_known_template_and_an_addressee(sop: Sop) -> None:
    for action in sop.actions:
        later = (notice for notices in action.notices_by_reason.values() for notice in notices)
        for notice in (*action.notices, *later):
            assert notice.template in TEMPLATES, action.name
            assert sop.addressees[notice.to], notice


def test_every_addressee_is_a_role(sop: Sop) -> None:
    roles = {role.name for role in sop.roles}
    assert all(roles.issuperset(names) for names in sop.addressees.values())


def test_every_step_has_a_performer_and_every_state_a_holder_and_a_step(sop: Sop) -> None:
    roles, keys = {role.name for role in sop.roles}, {step.key for step in sop.steps}
    assert all(step.performer in roles for step in sop.steps)
    assert all(state.holder in roles for state in sop.states if state.open)
    assert all(state.step in keys | {""} and state.told for state in sop.states)
    assert {sop.receive_step, sop.reply_step} <= keys | {""}


def test_whose_turn_it_is_can_end_the_turn(sop: Sop) -> None:
    for state in sop.states:
        if state.open and state.step:
            movers = {
                role
                for action in sop.actions
                if state.name in action.sources and action.target not in ("", state.name)
                for role in action.roles
            }
            assert state.holder in movers, state.name


def test_every_state_is_reached_and_every_open_one_can_be_closed(sop: Sop) -> None:
    assert reachable(sop, sop.first_state) == {state.name for state in sop.states}
    closed = {state.name for state in sop.states if not state.open}
    for state in sop.states:
        assert reachable(sop, state.name) & closed, state.name


def test_a_closed_state_is_always_given_a_reason(sop: Sop) -> None:
    closed = {state.name for state in sop.states if not state.open}
    for action in sop.actions:
        if action.target in closed:
            assert action.close_reason or action.close_reasons, action.name


def test_the_waiting_state_pauses_the_clock_of_where_it_came_from(sop: Sop) -> None:
    waiting = sop.state(sop.waiting_state)
    assert waiting.waiting
    for action in sop.actions:
        if action.target == waiting.name:
            open_ones = (state for state in sop.states if state.open)
            steps = {state.step for state in open_ones if state.name in action.sources}
            assert steps <= {waiting.step}
    assert sop.state(sop.resumed_state).step == waiting.step


def test_name_and_state_together_mean_one_row(sop: Sop) -> None:
    rows = [(action.name, source) for action in sop.actions for source in action.sources]
    assert len(rows) == len(set(rows))


def test_a_status_typed_in_the_sheet_is_never_ambiguous(sop: Sop) -> None:
    words = {state.name for state in sop.states} | {action.name for action in sop.actions}
    for state in sop.states:
        for typed in words | {"Balas"}:
            assert len(from_status(sop, state.name, typed)) <= 1, (state.name, typed)


def test_every_button_says_what_it_does(sop: Sop) -> None:
    own = {role.name for role in sop.roles if role.scope in (Scope.CITIZEN, Scope.SYSTEM)}
    for action in sop.actions:
        assert action.explanation or action.roles <= own, action.name


def test_aladin_has_the_limits_of_its_sop() -> None:
    service = Hours.SERVICE
    limits = {step.key: step.limit for step in SOPS["wadul_aladin"].steps if step.measured}
    assert limits == {
        "A2": Limit(2),
        "A3": Limit(1),
        "A4": Limit(30, hours=service),
        "A5": Limit(5, hours=service),
        "A6": None,
        "A7": Limit(5, hours=service),
    }


def test_aladin_lets_the_sheet_do_what_is_marked_so_and_nothing_else() -> None:
    for action in SOPS["wadul_aladin"].actions:
        assert action.from_sheet is ("Lembar" in action.roles), action.name


def test_an_unknown_name_is_an_error_that_names_it() -> None:
    with pytest.raises(KeyError, match="Entah"):
        SOPS["wadul_aladin"].state("Entah")


@pytest.mark.parametrize("sop", SOPS.values(), ids=SOPS)
def test_the_name_of_every_step_fits_over_its_bar_on_a_telephone(sop: Sop) -> None:
    assert [step.title for step in sop.steps if len(step.title) > 28] == []
