"""docs/access.md: the table of `desk.visibility`, for people to read."""

from __future__ import annotations

from collections.abc import Iterator

from desk import visibility
from desk.visibility import Access, Fact, Matter, Viewer

WORDS = {Access.YES: "yes", Access.MASKED: "masked", Access.PRESS: "press", Access.NO: "–"}
HEAD = """\
# What each may see

Printed from the table in `desk/visibility.py` by `python -m desk > docs/access.md`; do not edit.
`tests/desk/test_visibility.py` tries every cell, for both procedures.

One interpreter reads the table (`visibility.access`), and everything that shows something of a
complaint asks it: pages, lists, search, papers, downloads, pictures, WhatsApp messages, reminders,
the lists behind the figures. A test holds that nothing else decides by "secret" and role.

*yes*: as it is · *masked*: without the citizen's name, telephone numbers, NIK and own address
("(disamarkan)", of a secret one "(rahasia)") · *press*: by a press that is written down first ·
*–*: not at all; without *that it exists* the answer is "tidak ditemukan", as for no complaint.

The own address is what stands after a label ("Alamat: …"), and a street or house of which a
sentence says that its writer lives there ("rumah saya Jl. Melati No. 5", "saya tinggal di",
"alamat saya", "domisili saya", "saya warga Jl. …"). It stays where it may be the place of the
complaint: it is about the writer's own house or street ("depan rumah saya", "di sini"); it is about
something in a street and no other place is told; or the sentence goes on about it ("rumah saya di
Jl. Melati kebanjiran"). Of a secret complaint it is taken out even so. Lokasi is not masked as an
address, nor is one that stands alone on a line (`desk/homes.py`).

- Who has several roles sees what the best of them gives.
- Named for secrets: *Petugas Aduan Rahasia* of Pengaturan (e-mails of the city's desk); while it
  names nobody who is there, the city's admins. A Plh. is named where whom they stand in for is.
- The full NIK is for the admins of the city's desk alone.
- Marking a complaint *Rahasia* takes effect with the transaction: open pages empty themselves.
- *Buka Identitas* is the admin's, needs Alasan, stands in Riwayat, and ends with *Tutup Identitas*,
  with *Rahasia*, and when another OPD is handed the complaint.
- Messages to telephones never carry the citizen's number or NIK, whatever the table says; nor do
  papers. A secret complaint never goes to a group, and only to the telephones of people who may
  see it: an OPD's own number is nobody's in particular.
- Leaders' figures count secret complaints; their lists do not have them.
- A monthly report that is not published is for the city's desk, who reviews it, and who signs it
  (docs/reports.md); it names no citizen.
- A search looks for nobody where it would show them masked: a complaint is found by its words only
  if none of the words looked for is the citizen's name, and it holds them as that person reads it:
  an address or a name that is masked for them finds nothing (desk/search_masked.py).
- Names in a photo, and names in the words that nobody could know for one, are not masked.
"""


def page() -> str:
    return "\n".join([HEAD, *(line for matter in Matter for line in _table(matter))])


def _table(matter: Matter) -> Iterator[str]:
    yield f"## {TITLES[matter]}\n"
    yield f"| | {' | '.join(Fact)} |"
    yield "|---" * (len(Fact) + 1) + "|"
    for viewer in Viewer:
        cells = (WORDS[visibility.rule(viewer, matter, fact)] for fact in Fact)
        yield f"| {viewer} | {' | '.join(cells)} |"
    yield ""


TITLES = {
    Matter.ORDINARY: "An ordinary complaint",
    Matter.RELEASED: "One whose identity was released to its OPDs (Buka Identitas)",
    Matter.SECRET: "A secret one (Rahasia)",
}
