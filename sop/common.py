"""What every complaint desk does, whatever its SOP says: the rows both action tables share."""

from __future__ import annotations

from dataclasses import dataclass

from sop.completeness import INCOMPLETE, lapsing
from sop.identity import of_identity
from sop.model import Action, Condition, Field, Notice, Rank, Recipient, State

ANSWERED = "Dijawab"
FOLLOWED_UP = "Ditindaklanjuti"
DUPLICATE = "Duplikat"
WITHDRAWN = "Dicabut Pelapor"

RESULT = "hasil_tindak_lanjut"


def _all_citizens(template: str, *, with_photos: bool = False) -> tuple[Notice, ...]:
    """The complaint's citizen, and those whose complaints were merged into it: they were promised
    the result."""
    both = (Recipient.CITIZEN, Recipient.DOUBLES)
    return tuple(Notice(to, template, with_photos=with_photos) for to in both)


#: Choices of Alasan Tutup for an admin, and how the citizen is told. Spam gets no reply.
NOTICES_BY_REASON = {
    "Bukan Kewenangan": _all_citizens("bukan_kewenangan"),
    INCOMPLETE: (Notice(Recipient.CITIZEN, "ditutup_tidak_lengkap"),),
    DUPLICATE: (Notice(Recipient.CITIZEN, "digabung"),),
    "Spam": (),
    WITHDRAWN: (Notice(Recipient.CITIZEN, "dicabut"),),
    "Dijadwalkan": _all_citizens("dijadwalkan"),
}
CLOSE_REASONS = tuple(NOTICES_BY_REASON)

#: The only reasons that count as resolved; every other one has a line of its own in the report.
RESOLVED = (FOLLOWED_UP, ANSWERED)


@dataclass(frozen=True)
class Cast:
    """Who stands where in one SOP; all that the shared rows need to know of it."""

    admin: str
    team: frozenset[str]  # those of the city's desk who may write to a citizen, the admin included
    sheet: str
    citizen: str
    system: str
    states: tuple[State, ...]
    first: str
    waiting: str
    answerable: str  # the result is in and the citizen has not been told
    told: str
    in_hand: str  # the OPD works on it; a repair and a reopening lead here
    finished: str
    closed: str

    @property
    def open_states(self) -> frozenset[str]:
        return frozenset(state.name for state in self.states if state.open)

    @property
    def closed_states(self) -> frozenset[str]:
        return frozenset(state.name for state in self.states if not state.open)

    @property
    def all_states(self) -> frozenset[str]:
        return self.open_states | self.closed_states


def common_actions(cast: Cast) -> tuple[Action, ...]:
    return (
        *_delivering(cast),
        *_closing(cast),
        *_talking(cast),
        *_merging(cast),
        *_of_the_citizen(cast),
    )


def _delivering(cast: Cast) -> tuple[Action, ...]:
    admin_or_sheet = frozenset({cast.admin, cast.sheet})
    return (
        Action(
            "Minta Perbaikan",
            roles=admin_or_sheet,
            sources=frozenset({cast.answerable}),
            target=cast.in_hand,
            gives_back=True,
            needs=(Field.REASON,),
            notices=(Notice(Recipient.AGENCY_TEAM, "giliran"),),
            from_sheet=True,
            explanation="Tindak lanjut belum cukup; tulis apa yang perlu diperbaiki.",
        ),
        Action(
            "Kirim Hasil",
            roles=admin_or_sheet,
            sources=frozenset({cast.answerable}),
            target=cast.told,
            needs=(Field.ANSWER,),
            notices=_all_citizens(RESULT, with_photos=True),
            from_sheet=True,
            weighs_evidence=True,
            said="kirim",
            rank=Rank.NEXT,
            explanation="Hasil dan foto dikirim ke pelapor.",
        ),
        Action(
            "Selesai",
            roles=admin_or_sheet | {cast.system},
            sources=frozenset({cast.told}),
            target=cast.finished,
            notices=(Notice(Recipient.CITIZEN, "survei_kepuasan"),),
            close_reason=FOLLOWED_UP,
            from_sheet=True,
            explanation="Tidak ada keberatan; survei dikirim.",
        ),
    )


def _closing(cast: Cast) -> tuple[Action, ...]:
    return (
        Action(
            "Tutup",
            roles=frozenset({cast.admin, cast.sheet}),
            sources=cast.open_states,
            target=cast.closed,
            needs=(Field.CLOSE_REASON,),
            # what is missing, until when, or whose business it is; which one it is a double of
            takes=(Field.REASON, Field.MAIN_COMPLAINT),
            notices_by_reason=NOTICES_BY_REASON,
            close_reasons=CLOSE_REASONS,
            from_sheet=True,
            rank=Rank.RARE,
            explanation="Tutup dengan alasan; pelapor diberi tahu menurut alasannya.",
        ),
        Action(
            "Buka Kembali",
            roles=frozenset({cast.admin}),
            sources=cast.closed_states | {cast.told},
            target=cast.first,
            target_if_agency=cast.in_hand,
            needs=(Field.REASON,),
            notices=(
                Notice(Recipient.CITIZEN, "dibuka_kembali"),
                Notice(Recipient.AGENCY_ADMIN, "giliran"),
                Notice(Recipient.AGENCY_TEAM, "giliran"),
            ),
            explanation="Kembali ke OPD yang menangani, atau ke awal bila belum ada OPD.",
        ),
    )


def _talking(cast: Cast) -> tuple[Action, ...]:
    return (
        Action(
            "Balas Pelapor",
            roles=cast.team | {cast.sheet},
            sources=cast.all_states,
            needs=(Field.REPLY,),
            notices=(Notice(Recipient.CITIZEN, "balas_pelapor"),),
            from_sheet=True,
            sheet_word="Balas",
            restarts_clock=False,
            explanation="Kirim pesan bebas; status tidak berubah.",
        ),
        Action(
            "Catat Penyampaian",
            roles=frozenset({cast.admin, cast.sheet}),
            sources=frozenset({cast.answerable}),
            target=cast.told,
            needs=(Field.REASON,),
            notices=(Notice(Recipient.DOUBLES, RESULT, with_photos=True),),
            from_sheet=True,
            sheet_word="Catat Penyampaian",
            explanation="Hasil sudah disampaikan lewat telepon, langsung, atau surat.",
        ),
        Action(
            "Catat Penyampaian",
            roles=cast.team,
            sources=cast.all_states - {cast.answerable},
            needs=(Field.REASON,),
            restarts_clock=False,
            rank=Rank.RARE,
            explanation="Catat kabar lewat telepon, langsung, atau surat; status tidak berubah.",
        ),
        Action(
            "Rahasia",
            roles=cast.team | {cast.citizen},
            sources=cast.all_states,
            notices=(Notice(Recipient.CITIZEN, "rahasia_ok"),),
            restarts_clock=False,
            confides=True,
            rank=Rank.RARE,
            explanation="Identitas dan isi hanya dilihat petugas yang ditunjuk.",
        ),
        *of_identity(cast.admin, cast.all_states),
    )


def _merging(cast: Cast) -> tuple[Action, ...]:
    return (
        Action(
            "Gabungkan",
            roles=frozenset({cast.admin}),
            sources=cast.open_states,
            target=cast.closed,
            needs=(Field.MAIN_COMPLAINT,),
            notices=(Notice(Recipient.CITIZEN, "digabung"),),
            close_reason=DUPLICATE,
            rank=Rank.RARE,
            explanation="Tutup aduan ini sebagai duplikat; pelapornya ikut menerima hasil aduan "
            "induk.",
        ),
        Action(
            "Pisahkan",
            # the system: a double whose main complaint ended without a result
            roles=frozenset({cast.admin, cast.system}),
            sources=frozenset({cast.closed}),
            target=cast.first,
            takes=(Field.REASON,),
            condition=Condition(
                any_of=((Field.CLOSE_REASON, DUPLICATE),),
                sentence="Yang dapat dipisahkan hanya aduan yang ditutup sebagai Duplikat; "
                "untuk aduan ini gunakan Buka Kembali.",
            ),
            notices=(Notice(Recipient.CITIZEN, "dibuka_kembali"),),
            explanation="Aduan ini ternyata berbeda; verifikasi dimulai lagi.",
        ),
        Action(
            "Pisahkan",
            roles=frozenset({cast.admin}),
            sources=cast.open_states,
            needs=(Field.NEW_BODY,),
            takes=(Field.MESSAGES,),
            notices=(Notice(Recipient.CITIZEN, "dipisahkan"),),
            restarts_clock=False,
            splits=True,
            rank=Rank.RARE,
            explanation="Aduan ini memuat dua hal: yang satu menjadi aduan baru dengan nomor "
            "sendiri.",
        ),
    )


def _of_the_citizen(cast: Cast) -> tuple[Action, ...]:
    return (
        Action(
            "Kelengkapan Diterima",
            roles=cast.team | {cast.citizen, cast.sheet},
            sources=frozenset({cast.waiting}),
            target=cast.first,
            takes=(Field.COMPLETENESS,),
            notices=(Notice(Recipient.CITIZEN, "tercatat"),),
            from_sheet=True,
            explanation="Kelengkapan sudah ada; verifikasi dan waktunya berjalan lagi.",
        ),
        *lapsing(
            system=cast.system, citizen=cast.citizen, waiting=cast.waiting, closed=cast.closed
        ),
        Action(
            "Cabut Aduan",
            roles=frozenset({cast.citizen}),
            sources=cast.open_states,
            target=cast.closed,
            notices=(
                Notice(Recipient.CITIZEN, "dicabut"),
                Notice(Recipient.AGENCY_ADMIN, "giliran"),  # whose work ends with it
            ),
            close_reason=WITHDRAWN,
        ),
        # BELUM: an admin decides, but the objection is on record and stops the closing by itself.
        Action(
            "Minta Dibuka Kembali",
            roles=frozenset({cast.citizen}),
            sources=cast.closed_states | {cast.told},
            takes=(Field.REASON,),
            notices=(Notice(Recipient.CITY_ADMIN, "belum_sesuai"),),
            restarts_clock=False,
            objects=True,
        ),
    )
