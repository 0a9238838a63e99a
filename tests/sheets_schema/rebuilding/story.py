"""A desk at work: citizens, pages and the Sheet, until something of everything has happened."""

from __future__ import annotations

import io
from datetime import datetime

from PIL import Image

from desk import editing, media, old_records, outbox, walk_in
from desk.acting import act
from desk.incoming import Delivery, Kind, Receipt
from desk.media import Upload
from desk.old_records import OldRecord
from desk.outbox import Outcome
from desk.recording import Recorded
from sop.model import Field
from tests.conftest import JAKARTA, SITI, person
from tests.desk.writing import BUDI, GATEWAY, LAMP, PHOTO, Street
from tests.sheets_schema.office import Office

RAHMA = "6281111111111@c.us"


def photo(shade: str = "#402010") -> bytes:
    made = io.BytesIO()
    Image.new("RGB", (40, 30), shade).save(made, "JPEG")
    return made.getvalue()


class Story:
    """`office` and `street` share one desk and one time."""

    def __init__(self, office: Office) -> None:
        self.office, self.desk = office, office.desk
        self.street = Street(self.desk, office.now)
        self.sent = 0
        self.admin = person(self.desk, "Admin Kota")
        self.agency = person(self.desk, "Admin OPD", "Dinhub")

    def pause(self, **span: float) -> None:
        self.street.wait(**span)
        self.office.now = self.street.now

    def sync(self, times: int = 2) -> None:
        self.office.passes(times)
        self.street.now = self.office.now

    def latest(self) -> str:
        return max(row["number"] for row in self.street.complaints())

    def do(self, number: str, action: str, *, by_agency: bool = False, **values: str) -> None:
        given = {Field[name.upper()]: value for name, value in values.items()}
        actor = self.agency if by_agency else self.admin
        act(self.desk, actor, number, action, values=given, now=self.street.now)
        self.pause(seconds=7.25)

    def deliver(self) -> None:
        """All that waits leaves, and is read."""
        while leaving := outbox.claim(self.desk, now=self.street.now, most=20):
            done = []
            for message in leaving:
                self.sent += 1
                done.append(Outcome(message.id, gateway_id=f"OUT{self.sent:05d}"))
            outbox.note(self.desk, done, now=self.street.now)
        self.pause(seconds=3)
        news = Receipt(GATEWAY, f"OUT{self.sent:05d}", SITI, self.street.now, Delivery.READ)
        self.street.receives(news, key=f"read{self.sent}")

    def fetch(self, data: bytes) -> None:
        while (row := media.waiting(self.desk, now=self.street.now)) is not None:
            media.arrived(self.desk, row["id"], data, now=self.street.now)

    def tell(self) -> None:
        """Answered, at an agency, confidential, at the counter, closed, and older than Wadul."""
        self._answered()
        self.sync()
        self._at_an_agency()
        self._confidential()
        self._at_the_counter()
        self.sync(3)
        self._closed()
        self._older_than_wadul()
        self.street.writes("Selamat pagi", chat_id="6287777777777@c.us")
        self.deliver()
        self.sync(3)

    def _answered(self) -> None:
        self.street.writes(LAMP)
        self.deliver()
        self.street.writes("ini fotonya", attachment=PHOTO)
        self.fetch(photo())
        number = self.latest()
        self.pause(minutes=3)
        self.do(number, "Teruskan ke OPD", agency="Dinhub")
        self.do(number, "Terima dan Teruskan ke Tim OPD", by_agency=True)
        act(
            self.desk,
            self.agency,
            number,
            "Selesai Ditindaklanjuti",
            values={Field.FOLLOW_UP: "Lampu diganti"},
            photos=[Upload("bukti, sesudah.jpg", photo("#f0e0d0"))],
            now=self.street.now,
        )
        self.pause(minutes=8)
        self.do(number, "Kirim Hasil", answer="Lampu sudah menyala.")
        self.deliver()

    def _at_an_agency(self) -> None:
        self.street.writes("Jalan berlubang di Jl. Mawar, kel. Medono", chat_id=BUDI)
        self.street.writes(
            "", chat_id=BUDI, kind=Kind.LOCATION, latitude=-6.889123, longitude=109.675432
        )
        number = self.latest()
        self.do(number, "Minta Kelengkapan", reason="foto KTP")
        self.pause(minutes=4)
        self.street.writes("", chat_id=BUDI, attachment=PHOTO)
        self.fetch(photo("#102030"))
        self.do(number, "Teruskan ke OPD", agency="DPUPR")
        self.deliver()
        fields = {"internal_note": "mendesak", "agency_draft": "Dinhub", "reason": "salah alamat"}
        editing.edit(self.desk, self.admin, number, fields, now=self.street.now)

    def _confidential(self) -> None:
        self.street.writes("RAHASIA: pungli di kantor, Nama: Rahma", chat_id=RAHMA)
        self.deliver()
        number = self.latest()
        fields = {"name": "Rahma Wati", "phone": "081111111111", "confidential": True}
        editing.edit(self.desk, self.admin, number, fields, now=self.street.now)
        self.pause(seconds=20)
        self.street.writes("mohon dijaga namanya", chat_id=RAHMA)

    def _at_the_counter(self) -> None:
        recorded = Recorded("Telepon", "Sampah menumpuk di Pasar Banjarsari", "Joko", "08122222222")
        walk_in.register(self.desk, self.admin, recorded, tell=True, now=self.street.now)
        self.pause(seconds=5)
        self.office.type_row(
            Kanal="Surat", Isi_Aduan="Trotoar rusak", Nama="Lurah Poncol", No_WA=""
        )

    def _older_than_wadul(self) -> None:
        received = datetime(2024, 3, 3, 8, 0, tzinfo=JAKARTA)
        closed = OldRecord("Jembatan rusak", received, "Selesai", number="12/2024")
        opened = OldRecord("Got tersumbat", received, "Baru", agency="DPUPR")
        with self.desk.journal.write() as connection:
            for record in (closed, opened):
                old_records.take_in(connection, self.desk, record, now=self.street.now)

    def _closed(self) -> None:
        number = next(
            row["number"] for row in self.street.complaints() if row["channel"] == "Surat"
        )
        self.office.type(number, Status="Tutup", Alasan_Tutup="Bukan Kewenangan", Alasan="Provinsi")
        self.sync(2)
        self.office.later(seconds=70)
        self.sync(3)
        self.street.writes("BELUM, lampunya mati lagi")
