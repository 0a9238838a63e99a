"""Text that no database refuses."""

from __future__ import annotations

import json

from hypothesis import given
from hypothesis import strategies as st

from desk import storable

ANYTHING = st.text(st.characters(codec=None), max_size=60)


def test_nul_and_lone_surrogates_are_replaced_and_the_rest_is_kept() -> None:
    assert storable.text("a\x00b\ud800c") == "a\ufffdb\ufffdc"


def test_a_split_pair_becomes_its_letter() -> None:
    assert storable.text("\ud83d\ude00 =IMPORTXML(1)") == "😀 =IMPORTXML(1)"


@given(st.recursive(ANYTHING | st.none() | st.integers(), lambda inner: st.lists(inner)))
def test_every_tree_can_be_written_as_json(value: object) -> None:
    written = json.dumps({"value": storable.tree(value)}, ensure_ascii=False).encode()
    assert b"\\u0000" not in written


def test_a_harmless_tree_stays_as_it_is() -> None:
    tree = {"body": {"text": "0812 ‏مرحبا", "n": 1.5, "list": [True, None]}}
    assert storable.tree(tree) == tree
