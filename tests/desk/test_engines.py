"""How PostgreSQL is spoken to: both ends soon notice that the other one is gone."""

from __future__ import annotations

from contextlib import closing
from pathlib import Path

import pytest
from sqlalchemy import text
from sqlalchemy.engine import make_url

from desk import engines
from desk.journal import Journal
from tests.relay import Relay


def test_what_the_address_says_itself_is_kept() -> None:
    url = "postgresql://a@b/c?connect_timeout=9&options=-csearch_path%3Dkota&application_name=x"
    found = engines.build(url, "wadul-1").url.query
    assert (found["connect_timeout"], found["keepalives_idle"]) == ("9", "10")
    assert str(found["options"]).endswith(" -csearch_path=kota")
    assert found["application_name"] == "wadul-1"


def test_a_line_that_is_cut_is_noticed_by_the_driver(postgres_url: str) -> None:
    folder = make_url(postgres_url).query.get("host", "")
    if not str(folder).startswith("/"):
        pytest.skip("the server of WADUL_TEST_POSTGRES is not on a Unix socket of this machine")
    relay = Relay(Path(str(folder)) / ".s.PGSQL.5432")
    url = make_url(postgres_url).set(host="127.0.0.1", port=relay.port, query={})
    with closing(Journal(url.render_as_string(hide_password=False))) as journal:
        with journal.read() as connection:
            asked = connection.connection.dbapi_connection.info.get_parameters()
            name = connection.execute(text("show application_name")).scalar()
    relay.close()
    assert (asked["tcp_user_timeout"], asked["keepalives_count"]) == ("20000", "3")
    assert name == journal.name
