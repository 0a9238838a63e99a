"""What people do in Aduan: names of `people.People`'s acts, the more often named the more often
done."""

from __future__ import annotations

WORK = ("type_plain", "type_input", "type_status", "type_status", "type_row", "type_own_cell")
ARRANGING = ("sort_rows", "insert_rows", "move_rows", "insert_column", "move_column", "filter_rows")
SLIPS = (
    "type_machine_cell",
    "type_beside",
    "empty_cell",
    "undo",
    "undo",
    "clear_number",
    "retype_number",
)
ACCIDENTS = (
    "sort_one_column",
    "fill_down",
    "paste_block",
    "copy_row",
    "delete_numbered_rows",
    "delete_rows",
    "delete_own_column",
)
EVERYTHING = (*WORK, *WORK, *ARRANGING, *SLIPS, *ACCIDENTS)
