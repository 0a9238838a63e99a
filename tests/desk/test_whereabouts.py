"""Where a writer lives, told apart from where something is."""

from __future__ import annotations

import pytest

from desk import whereabouts


@pytest.mark.parametrize(
    "text",
    [
        "jalan rusak dari Jl. Mawar sampai Jl. Melati",
        "Jalan berlubang dari Jl. Raya Sarangan hingga ke Pasar Plaosan",
        "lampu mati dari desa Candi menuju Panekan",
    ],
)
def test_a_stretch_of_road_is_nobodys_home(text: str) -> None:
    assert not whereabouts.says_address(text)


@pytest.mark.parametrize(
    "text",
    [
        "saya dari Jl. Mawar 3 mau lapor",
        "saya dari Jl. Mawar sampai sekarang belum dapat bantuan",
        "warga Desa Candi lapor jalan rusak dari Jl. A hingga Jl. B",
    ],
)
def test_where_somebody_comes_from_is(text: str) -> None:
    assert whereabouts.says_address(text)
