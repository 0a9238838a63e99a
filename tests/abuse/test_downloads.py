"""What a gateway's address may lead to: nothing endless, nothing inside the city's network."""

from __future__ import annotations

import time
from collections.abc import Iterator

import pytest

from tests.abuse.storage import Storage, misbehaving
from workers.gateways import foreign
from workers.gateways.base import GatewayError
from workers.gateways.connections import Connections

LIMIT = 3 * 2**20
PUBLIC = "https://8.8.8.8"  # a gateway in the open internet


@pytest.fixture
def storage() -> Iterator[Storage]:
    with misbehaving() as server:
        yield server


def refusal(storage: Storage, path: str, *, download_s: float = 30) -> GatewayError:
    with pytest.raises(GatewayError) as caught:
        Connections(storage.url, download_s=download_s).download(f"{storage.url}/{path}", LIMIT)
    return caught.value


def test_a_good_answer_is_taken_whole(storage: Storage) -> None:
    assert Connections(storage.url).download(f"{storage.url}/good", LIMIT) == b"data"


def test_nothing_leads_on_to_another_address(storage: Storage) -> None:
    storage.leads_to = f"{storage.url}/good"
    assert "302" in refusal(storage, "redirect").sentence
    assert storage.asked == ["/redirect"]


def test_what_claims_to_be_too_large_is_not_read(storage: Storage) -> None:
    said = refusal(storage, "claims_much")
    assert (said.sentence, said.permanent) == (
        "Lampiran melebihi batas ukuran (3 MB); lihat di ponsel dinas.",
        True,
    )


def test_of_what_claims_to_be_little_no_more_is_read(storage: Storage) -> None:
    assert len(Connections(storage.url).download(f"{storage.url}/claims_little", LIMIT)) == 4


def test_an_endless_file_is_cut_at_the_limit(storage: Storage) -> None:
    assert "melebihi batas ukuran" in refusal(storage, "endless").sentence


def test_a_file_that_drips_is_given_up_and_tried_again_later(storage: Storage) -> None:
    since = time.monotonic()
    said = refusal(storage, "slow", download_s=0.3)
    assert (said.sentence, said.permanent) == ("Lampiran dikirim gateway terlalu lambat.", False)
    assert time.monotonic() - since < 5


def test_a_file_that_breaks_off_is_not_taken_for_whole(storage: Storage) -> None:
    assert not refusal(storage, "breaks_off").permanent


def test_a_packed_answer_is_asked_for_by_nobody_and_never_unpacked(storage: Storage) -> None:
    got = Connections(storage.url).download(f"{storage.url}/packed", LIMIT)
    assert len(got) < 100_000
    assert storage.headers[0]["Accept-Encoding"] == "identity"


@pytest.mark.parametrize(
    "address",
    [
        "http://127.0.0.1:8501/healthz",
        "http://localhost/",
        "http://[::1]/",
        "http://[::ffff:127.0.0.1]/",
        "http://10.0.0.5/",
        "http://192.168.1.1/",
        "http://169.254.169.254/latest/meta-data/",
        "http://100.64.0.1/",
        "http://0.0.0.0/",
        "http://2130706433/",  # 127.0.0.1 as one number
        "http://0x7f000001/",
        "http://127.1/",
        "http://8.8.8.8@127.0.0.1/",
        "http://[fe80::1]/",
        "file:///etc/passwd",
        "ftp://8.8.8.8/x",
        "http:///etc/passwd",
        "http://[::1/",
        "",
    ],
)
def test_an_address_inside_the_citys_network_is_not_fetched(address: str) -> None:
    with pytest.raises(GatewayError, match="tidak dipercaya") as caught:
        foreign.check(address, own=PUBLIC)
    assert caught.value.permanent


def test_no_request_leaves_for_such_an_address(storage: Storage) -> None:
    with pytest.raises(GatewayError, match="tidak dipercaya"):
        Connections(PUBLIC).download(f"{storage.url}/good", LIMIT)
    assert storage.asked == []


@pytest.mark.parametrize("address", ["https://8.8.4.4/foto.jpg", "https://8.8.8.8:8443/foto.jpg"])
def test_the_open_internet_may_be_fetched_from(address: str) -> None:
    foreign.check(address, own=PUBLIC)


def test_a_gateway_in_the_citys_network_may_name_its_own_host() -> None:
    foreign.check("http://127.0.0.1:9/foto.jpg", own="http://127.0.0.1:8702")
