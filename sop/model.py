"""The words in which a procedure is written: roles, states, actions, steps and time limits.

Everything here is frozen data. `sop/wadul_aladin.py` and `sop/wani_bares.py` are written in these
words and `sop/workflow.py` is their only reader.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from functools import reduce
from typing import Protocol, TypeVar


class Scope(StrEnum):
    """How much of the desk a role sees."""

    CITY = "city"  # every complaint
    AGENCY = "agency"  # the complaints of its own OPD
    LEADER = "leader"  # figures, and every complaint to read
    SHEET = "sheet"  # an edit in the Google Sheet, whoever made it
    CITIZEN = "citizen"  # the complaint's own chat
    SYSTEM = "system"  # timers


class Unit(StrEnum):
    """The unit of a limit, in the words of the SOP tab."""

    MINUTE = "menit"
    WORKING_DAY = "hari kerja"
    DAY = "hari"


class Hours(StrEnum):
    """When a limit runs, in the words of the SOP tab."""

    ROUND_THE_CLOCK = "24 jam"
    SERVICE = "jam layanan"


@dataclass(frozen=True)
class Role:
    """Who may act. `name` is the word in the tab Petugas."""

    name: str
    scope: Scope
    above: str = ""  # the role that is told when this one is late twice over
    briefed: bool = False  # gets the daily summary


@dataclass(frozen=True)
class Limit:
    """A time limit: `amount` in `unit`, counted while `hours` run."""

    amount: float
    unit: Unit = Unit.MINUTE
    hours: Hours = Hours.ROUND_THE_CLOCK


@dataclass(frozen=True)
class Step:
    """A row of the SOP table. Without `limit` the SOP gives none: not measurable, never 100 %."""

    key: str  # "A4"; stable, stored with each event
    number: str  # the row's number in the SOP text
    activity: str
    performer: str  # role name, or the citizen
    completeness: str
    output: str
    limit: Limit | None = None
    measured: bool = True  # False: the citizen's own time
    remark: str = ""
    short: str = ""  # the activity in at most 28 letters, where it is longer: a telephone's chart

    @property
    def title(self) -> str:
        """The activity as a chart or a list has room for it."""
        return self.short or self.activity.partition(":")[0]


@dataclass(frozen=True)
class State:
    """Where a complaint stands. `step` is the clock that runs while it stands there."""

    name: str
    holder: str  # role whose turn it is (Posisi); "" when nobody's
    step: str = ""  # key of a Step
    open: bool = True
    waiting: bool = False  # the citizen has the turn: the clock of `step` is paused
    verified: bool = True  # an admin has decided on it: a new message is a new story
    told: str = ""  # how a citizen is told this stage, in CEK


class Field(StrEnum):
    """A complaint's inputs to actions; the value is the column's header."""

    KIND = "Jenis Aduan"
    CLASSIFICATION = "Klasifikasi"
    AGENCY = "OPD"
    FOLLOW_UP = "Tindak Lanjut"
    ANSWER = "Jawaban"
    REASON = "Alasan"
    CLOSE_REASON = "Alasan Tutup"
    COMPLETENESS = "Kelengkapan"
    REPLY = "Balas Pelapor"
    EVIDENCE = "Lampiran"
    ASSIGNEE = "Tim OPD"
    MAIN_COMPLAINT = "Aduan Induk"  # number of the complaint that a double is merged into
    NEW_BODY = "Aduan Baru"  # words of the complaint that is split off
    MESSAGES = "Pesan yang Dipisahkan"  # ids of the messages that go with it, one a line
    SUPPORTERS = "OPD Pendukung"  # short names of the OPDs that help, with commas between
    NOTE = "Catatan"  # kept in the history alone


class Detail(StrEnum):
    """What a complaint can be complete in; the value is how a citizen is asked for it."""

    NAME = "nama"
    ADDRESS = "alamat"  # where the citizen lives
    PLACE = "lokasi kejadian"
    TIME = "waktu kejadian"
    STORY = "uraian kejadian"
    CARD = "foto KTP"


@dataclass(frozen=True)
class Condition:
    """At least one of `any_of` must hold; an empty `implied` field takes its value from here.

    A clerk who fills OPD and hands the complaint on has thereby called it Teknis.
    """

    any_of: tuple[tuple[Field, str], ...]
    sentence: str  # what to do when it does not hold
    implied: tuple[Field, str] | None = None


class Recipient(StrEnum):
    CITIZEN = "citizen"
    AGENCY_ADMIN = "agency_admin"
    FORMER_AGENCY = "former_agency"
    SUPPORTERS = "supporters"  # the OPDs that help the one in charge
    AGENCY_TEAM = "agency_team"
    CITY_ADMIN = "city_admin"
    CITY_TEAM = "city_team"
    REVIEWER = "reviewer"  # between the desk and who hands complaints out
    DISPATCHER = "dispatcher"  # who hands complaints to the OPDs, where that is not the desk
    DOUBLES = "doubles"  # the citizens of the complaints merged into this one


class Rank(StrEnum):
    """How near at hand a page keeps an action."""

    NEXT = "next"  # the step that the SOP asks for
    USUAL = "usual"
    RARE = "rare"


@dataclass(frozen=True)
class Notice:
    """A message that an action causes. `template` is a key of the tab Templat Balasan."""

    to: Recipient
    template: str
    with_photos: bool = False
    to_group: bool = False  # to the OPD's WhatsApp group instead, where the tab OPD names one


@dataclass(frozen=True)
class Action:
    """What a role may do with a complaint in one of `sources`; one row of the SOP's action table.

    A name may stand in several rows when their `sources` are disjoint ("Kembalikan" leads the Kabid
    elsewhere than the OPD): name and state together say which row is meant.
    """

    name: str
    roles: frozenset[str]
    sources: frozenset[str]
    target: str = ""  # "" = the state stays
    target_if_agency: str = ""  # instead of `target` when the complaint has an OPD
    needs: tuple[Field, ...] = ()
    takes: tuple[Field, ...] = ()  # optional inputs
    proposes: tuple[Field, ...] = ()  # optional inputs that stay as drafts for who acts next
    condition: Condition | None = None
    notices: tuple[Notice, ...] = ()
    notices_by_reason: Mapping[str, tuple[Notice, ...]] = field(default_factory=dict, hash=False)
    close_reason: str = ""  # set with the target
    close_reasons: tuple[str, ...] = ()  # choices of Alasan Tutup
    from_sheet: bool = False  # may be typed into the column Status
    said: str = ""  # the word with which staff choose it by WhatsApp, quoting our message
    spoken: bool = False  # staff's own words, quoting our message, are its needed text
    sheet_word: str = ""  # what is typed for it there, when that is not the target's name
    other_agency: bool = False  # the OPD must differ from the present one
    restarts_clock: bool = True  # False: a stay in the same state keeps its clock
    without_evidence: str = ""  # what the record says when no photo is attached
    counts_round: bool = False  # the OPD gives it back: one round more
    gives_back: bool = False  # back to who had it before: counted in the figures of holders
    confides: bool = False  # from now on only appointed people see identity and text
    reveals: bool = False  # the OPDs of the complaint may know who the citizen is
    conceals: bool = False  # they may no longer
    objects: bool = False  # the citizen is not content: nothing closes by itself any more
    proposes_answer: bool = False  # the follow-up becomes the draft of the answer
    splits: bool = False  # a part of the complaint becomes one of its own
    passes_on: bool = False  # adds nothing: who brought it here and may do this, does it at once
    setting: str = ""  # not in the SOP's text: the Kunci of Pengaturan that says whether it is done
    asks: bool = False  # for what is missing, which is proposed as its reason
    complete: bool = False  # needs a complete complaint, or a person's reason why it may pass
    weighs_evidence: bool = False  # doubtful photos need a person's reason why they are right
    rank: Rank = Rank.USUAL
    explanation: str = ""  # one line under the button


@dataclass(frozen=True)
class Sop:
    """One city's procedure, whole."""

    key: str
    service_name: str
    government: str
    citizen: str  # Pelapor or Pengadu
    number_prefix: str
    roles: tuple[Role, ...]
    states: tuple[State, ...]
    steps: tuple[Step, ...]
    actions: tuple[Action, ...]
    first_state: str
    resumed_state: str  # where the citizen's completion leads
    waiting_state: str
    reopen_days: int
    close_days: int  # days without objection until Selesai
    wanted: tuple[str, ...]  # what a complete complaint has, in the words of the reply
    identity_card: bool = False  # may the citizen be asked for a photo of one at all?
    # Klasifikasi -> what such a message need not have.
    unneeded: Mapping[str, frozenset[Detail]] = field(default_factory=dict, hash=False)
    receive_step: str = ""  # key of the step that ends when a message is in the register
    reply_step: str = ""  # key of the step that ends when the automatic reply left
    agency_kinds: tuple[str, ...] = ("OPD", "BUMD", "Kecamatan")  # Luar can't be handed anything
    supporter: str = ""  # role of who belongs to an OPD Pendukung; Petugas gives it to nobody
    # The papers that are printed of one complaint, in the words of the SOP.
    papers: tuple[str, ...] = (
        "Lembar Disposisi",
        "Laporan Hasil Tindak Lanjut",
        "Tanda Terima",
    )
    report_title: str = "Laporan Pengaduan Bulanan"
    report_addressee: str = ""  # whom the monthly report is written to
    report_reviewer: str = ""  # role that reads the monthly report before it is published
    report_signer: str = ""  # role that signs it, where the SOP has one
    # Who gets a notice: role names; the first one that has an active person is told.
    addressees: Mapping[Recipient, tuple[str, ...]] = field(default_factory=dict, hash=False)

    def state(self, name: str) -> State:
        return _named(self.states, name)

    def step(self, key: str) -> Step | None:
        return next((step for step in self.steps if step.key == key), None)

    def action(self, name: str) -> Action:
        """The first row of that name; `action_in` where a name has several rows."""
        return _named(self.actions, name)

    def action_in(self, name: str, state: str) -> Action | None:
        rows = (action for action in self.actions if action.name == name)
        return next((action for action in rows if state in action.sources), None)

    def role(self, name: str) -> Role:
        return _named(self.roles, name)

    @property
    def weighed(self) -> frozenset[Field]:
        """The fields on which it depends what may be done."""
        conditions = (action.condition for action in self.actions if action.condition)
        return frozenset(name for condition in conditions for name, _ in condition.any_of)

    def in_words(self, text: str) -> str:
        """A sentence about pelapor, Admin Kota or petugas kota, in this procedure's own words."""
        own = {
            "pelapor": self.citizen.casefold(),
            "Pelapor": self.citizen,
            "Admin Kota": self.addressees[Recipient.CITY_ADMIN][0],
            "petugas kota": f"petugas {self.government.split()[1].casefold()}",
        }
        return reduce(lambda said, word: said.replace(word, own[word]), own, text)


class _Named(Protocol):
    @property
    def name(self) -> str: ...


_N = TypeVar("_N", bound=_Named)


def _named(items: Iterable[_N], name: str) -> _N:
    for item in items:
        if item.name == name:
            return item
    raise KeyError(name)
