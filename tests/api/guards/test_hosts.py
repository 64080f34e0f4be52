"""Which names a server answers to."""

import asyncio

import httpx
import pytest
from starlette.responses import PlainTextResponse

from cnnviz.api.guards.hosts import Hosts, hostname


def asked(
    host: str, method: str = "GET", alone: bool = False, names: tuple[str, ...] = (), **headers: str
) -> httpx.Response:
    """What such a server answers to such a request."""
    app = Hosts(PlainTextResponse("in"), names, alone)
    said = {"Host": host, **{name.replace("_", "-"): value for name, value in headers.items()}}

    async def answer() -> httpx.Response:
        async with httpx.AsyncClient(transport=httpx.ASGITransport(app), base_url="http://x") as client:
            return await client.request(method, "/", headers=said)

    return asyncio.run(answer())


@pytest.mark.parametrize("alone", [False, True])
@pytest.mark.parametrize(
    "host",
    [
        "localhost:8501",
        "LOCALHOST",
        "127.0.0.1:8501",
        "192.168.1.5:8501",
        "[::1]:8501",
        "[fe80::1]",
        "teacher-laptop",
        "teacher.local:8501",
        "app.localhost.",
        "cnnviz.internal",
    ],
)
def test_a_name_that_no_stranger_can_have_is_the_server_s(host: str, alone: bool) -> None:
    assert asked(host, alone=alone, accept="text/html").status_code == 200
    assert asked(host, "POST", alone, origin=f"http://{host}").status_code == 200


@pytest.mark.parametrize("alone", [False, True])
@pytest.mark.parametrize("host", ["evil.example.com", "localhost.evil.com", "127.0.0.1.evil.com", "evil.local.com"])
def test_a_stranger_s_name_over_plain_http_is_refused(host: str, alone: bool) -> None:
    for method, headers in (("GET", {"accept": "text/html"}), ("POST", {"origin": f"http://{host}"}), ("POST", {})):
        answer = asked(host, method, alone, (), **headers)
        assert answer.status_code == 421
        assert host in answer.json()["trouble"]


def test_behind_a_proxy_that_ends_tls_nothing_need_be_set() -> None:
    host = "viz.school.org"
    assert asked(host, accept="text/html", sec_fetch_site="none").status_code == 200
    assert asked(host, accept="text/html", x_forwarded_proto="https").status_code == 200
    assert asked(host, "POST", origin=f"https://{host}").status_code == 200
    assert asked(host, "POST", origin="https://evil.example.com").status_code == 403
    # A page can write that header, but only a proxy's word counts for nothing that changes something.
    assert asked(host, "POST", x_forwarded_proto="https").status_code == 421
    assert asked(host, "POST", origin=f"http://{host}", x_forwarded_proto="https").status_code == 421


def test_a_server_that_only_this_machine_reaches_believes_no_stranger_s_certificate() -> None:
    assert asked("viz.school.org", alone=True, sec_fetch_site="none").status_code == 421


def test_programs_that_only_look_are_answered_by_any_name_or_none() -> None:
    assert asked("10-0-0-1.balancer.example.com", accept="*/*").status_code == 200


def test_the_host_names_the_names(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CNNVIZ_HOSTS", "viz.school.org, *.class.example")
    for host in ("viz.school.org", "VIZ.school.org:80", "a.class.example", "a.b.class.example"):
        assert asked(host, "POST", alone=True, origin=f"http://{host}").status_code == 200
    for host in ("class.example", "school.org", "xviz.school.org"):
        assert asked(host, "POST", alone=True, origin=f"http://{host}").status_code == 421
    # A proxy may ask under another name than the browser did.
    assert asked("127.0.0.1:8501", "POST", origin="https://viz.school.org").status_code == 200
    monkeypatch.setenv("CNNVIZ_HOSTS", "*")
    assert asked("anything.example.com", "POST", alone=True).status_code == 200


@pytest.mark.parametrize("host", ["", "a b", "user@localhost", "localhost/x", "localhost:port", "[::1", "a?b"])
def test_what_is_no_host_is_refused(host: str) -> None:
    assert hostname(host) is None
