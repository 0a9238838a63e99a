from __future__ import annotations

from sheets_schema.document import columns_markdown
from tests.sheets_schema.stand_in import ROOT


def test_the_document_of_the_columns_is_what_the_tables_say() -> None:
    assert (ROOT / "docs/columns.md").read_text() == columns_markdown()
