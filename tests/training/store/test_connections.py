"""cnnviz.training.store.connections: which database the environment names."""

import pytest

from cnnviz.errors import InputError
from cnnviz.training.store import connections


@pytest.mark.parametrize(
    "said", ["mysql://me@host/runs", "runs.sqlite", "postgresql://", "postgresql://me@host:port/x"]
)
def test_an_address_of_no_postgresql_is_refused(said: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CNNVIZ_DATABASE_URL", said)
    with pytest.raises(InputError, match="names no database that can be used"):
        connections.address()


@pytest.mark.parametrize("scheme", ["postgres", "postgresql"])
def test_both_ways_to_write_postgresql_are_understood(scheme: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CNNVIZ_DATABASE_URL", f"{scheme}://me:word@host:5433/runs?sslmode=require")
    address = connections.address()
    assert (address.drivername, address.host, address.port) == ("postgresql+psycopg", "host", 5433)
    assert (address.password, address.database, address.query["sslmode"]) == ("word", "runs", "require")
