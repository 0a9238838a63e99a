"""Pengaturan: what the Sheet's reference tabs say, and where each is changed."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date

import htpy
import streamlit as st

from desk import calendar, cells, rules, texts
from desk.rules import InForce
from pages.parts import access, bubbles, flash, look, running, screens, table, words
from pages.parts.bubbles import Bubble
from sop.model import Limit, Scope

actor = access.require(*screens.CITY)

SHEET = "https://docs.google.com/spreadsheets/d/{}/edit"
CHOSEN = "rules_tab"
WIDE_ROWS = 400  # characters of a cell that a table shows


def choose(problems: dict[str, int]) -> str:
    def label(tab: str) -> str:
        return f"{tab} ({problems[tab]} ditolak)" if problems[tab] else tab

    return (
        st.pills(
            "Tab",
            list(DRAWERS),
            default="SOP",
            required=True,
            format_func=label,
            key=CHOSEN,
            persist_state="session",
            label_visibility="collapsed",
        )
        or "SOP"
    )


def where(found: InForce) -> None:
    """Where it is changed, and how old what stands here is."""
    zone = running.desk().timezone()
    read = rules.read_at(running.desk())
    said = [f"Diubah di tab **{found.tab}** di Google Sheet, bukan di halaman ini."]
    said.append(
        f"Google Sheet terakhir dibaca {words.ago(read, now=running.now())}."
        if read
        else "Google Sheet belum dibaca sejak pekerja dijalankan."
    )
    if found.changed_at:
        said.append(f"Isi tab ini terakhir berubah {texts.moment(found.changed_at, zone)}.")
    else:
        said.append("Tab ini belum pernah dibaca; yang tampil adalah isi awal.")
    st.caption(" ".join(said))
    if Scope.CITY in access.scopes(actor):
        open_sheet(found.tab)


def open_sheet(tab: str) -> None:
    settings = running.settings()
    if settings.sheets_spreadsheet_id:
        address = SHEET.format(settings.sheets_spreadsheet_id)
        st.link_button("Buka Google Sheet", address, icon=":material/open_in_new:")
    elif st.button(f"Buka tab {tab} di Lembar", icon=":material/table_chart:", key="open_sheet"):
        st.session_state["sheet_tab"] = tab
        st.switch_page(screens.SHEET.file)


def refused(found: InForce) -> None:
    if not found.problems:
        return
    with st.container(border=True, key="refused", gap="xsmall"):
        st.markdown("**Belum benar di tab ini**")
        st.caption("Nilai terakhir yang benar tetap berlaku sampai diperbaiki.")
        table.draw(
            ["Baris", "Kolom", "Mengapa"],
            [
                [str(one.row) if one.row else "seluruh tab", one.column, one.sentence]
                for one in found.problems
            ],
            caption="Isian yang ditolak",
        )


def rows(found: InForce, *headers: str) -> None:
    """The rows in force, the columns that matter to people."""
    if not found.rows:
        st.caption("Kosong.")
        return
    used = [name for name in headers if any(row.cells.get(name) for row in found.rows)]
    table.draw(
        used,
        [[row.cells.get(header, "")[:WIDE_ROWS] for header in used] for row in found.rows],
        caption=f"Isi tab {found.tab} yang berlaku",
    )


def limits(_found: InForce) -> None:
    st.caption("Batas waktu baru berlaku untuk tahap yang dimulai sesudah diubah.")
    table.draw(
        ["No", "Aktivitas", "Pelaksana", "Batas berlaku", "Menurut SOP", "Waktu berjalan"],
        [
            [
                step.number,
                step.activity,
                step.performer,
                limit_words(limit, measured=step.measured),
                limit_words(step.limit, measured=step.measured),
                str(limit.hours) if limit else "",
            ]
            for step, limit in rules.limits(running.desk())
        ],
        caption="Batas waktu tiap tahap SOP",
    )


def limit_words(limit: Limit | None, *, measured: bool) -> str:
    return words.limit_words(limit) if measured else "tidak diukur"


def hours(found: InForce) -> None:
    reference = running.desk().reference()
    in_force = texts.hours_words(reference.service_blocks, today=today())
    st.markdown(f"Minggu ini: **{flash.plain(in_force or 'tidak ada jam layanan')}**")
    rows(found, "Hari", "Mulai", "Selesai", "Berlaku Dari", "Berlaku Sampai")


def today() -> date:
    return running.now().astimezone(running.desk().timezone()).date()


def holidays(_found: InForce) -> None:
    reference = running.desk().reference()
    unknown = calendar.unknown_collective_leave(reference, now=running.now())
    if unknown:
        st.warning(
            f"Cuti bersama {unknown} belum diketahui, jadi hari itu masih terhitung hari kerja. "
            "Setelah diumumkan, tambahkan tanggalnya di tab Hari Libur dengan Keterangan "
            f"Cuti bersama {unknown}.",
            icon=":material/event_busy:",
        )
    st.caption("Libur nasional dan cuti bersama sudah ada; tab ini menambah libur daerah.")
    for year in (today().year, today().year + 1):
        table.draw(
            [f"Tanggal {year}", "Hari libur", "Dari"],
            [
                [texts.long_date(day), name, "tab Hari Libur" if own else "nasional"]
                for day, (name, own) in rules.holidays(reference, year).items()
            ],
            caption=f"Hari libur {year}",
        )


def agencies(found: InForce) -> None:
    st.caption("OPD tanpa WA dan Grup WA tidak diberi tahu lewat WhatsApp.")
    rows(found, "Singkatan", "Nama", "Jenis Instansi", "Alias", "WA", "Grup WA", "Kontak", "Aktif")


def staff(found: InForce) -> None:
    reference = running.desk().reference()
    for person, deputy in rules.deputies(reference, now=running.now()):
        until = f" sampai {texts.long_date(person.deputy_to)}" if person.deputy_to else ""
        st.info(flash.plain(f"Plh. {person.name}: {deputy}{until}."), icon=":material/swap_horiz:")
    rows(found, "Nama", "Peran", "OPD", "Email", "WA", "Pengganti", "Dari", "Sampai", "Aktif")


def categories(found: InForce) -> None:
    rows(found, "Nama", "OPD", "Jenis Aduan", "Kata Kunci", "Rahasia", "Target")


def templates(found: InForce) -> None:
    kinds = {row.cells["Kunci"]: row.cells for row in found.rows}
    left, right = st.columns([2, 3], gap="medium")
    with left:
        key = st.selectbox(
            "Balasan",
            list(kinds),
            format_func=lambda key: title(kinds[key]),
            key="rules_template",
            persist_state="session",
            placeholder="Pilih",
        )
    if not key:
        return
    with left:
        look.draw(look.facts([(n, kinds[key].get(n, "")) for n in ("Untuk", "Keterangan")]))
        with st.expander("Teks di Google Sheet"):
            look.draw(htpy.div(".w-body")[kinds[key].get("Teks", "")])
    with right:
        st.caption("Contoh seperti di WhatsApp, dengan isian karangan")
        shown = rules.example(running.desk(), key.casefold(), now=running.now())
        sentence = shown or "Teks kosong: balasan ini tidak dikirim."
        bubbles.draw([Bubble(sentence, "12.30", right=bool(shown), note=not shown)])


def title(row: Mapping[str, str]) -> str:
    remark = row.get("Keterangan", "")
    return f"{row['Kunci']} – {remark}" if remark else row["Kunci"]


def preferences(_found: InForce) -> None:
    table.draw(
        ["Kunci", "Nilai berlaku", "Artinya", "Nilai awal"],
        [
            [
                one.preference.key,
                one.value or "(kosong)",
                running.in_words(one.preference.explanation),
                "" if cells.text(one.usual) == one.value else one.usual or "(kosong)",
            ]
            for one in rules.choices(running.desk(), actor)
        ],
        caption="Pengaturan yang berlaku",
    )


def blocked(found: InForce) -> None:
    st.caption("Chat ini tidak dibalas dan tidak menjadi aduan; pesannya tetap disimpan.")
    rows(found, "Chat", "Alasan", "Sampai", "Oleh")


DRAWERS: dict[str, Callable[[InForce], None]] = {
    "SOP": limits,
    "Jam Layanan": hours,
    "Hari Libur": holidays,
    "OPD": agencies,
    "Petugas": staff,
    "Kategori": categories,
    "Templat Balasan": templates,
    "Pengaturan": preferences,
    "Blokir": blocked,
}

st.title("Pengaturan")
found = {tab: rules.in_force(running.desk(), actor, tab) for tab in DRAWERS}
chosen = choose({tab: len(one.problems) for tab, one in found.items()})
where(found[chosen])
refused(found[chosen])
DRAWERS[chosen](found[chosen])
