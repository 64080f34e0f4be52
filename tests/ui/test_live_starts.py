"""cnnviz.ui.live_starts: what one address may start."""

import json
from collections.abc import Collection

import pytest

from cnnviz import limits
from cnnviz.errors import InputError
from cnnviz.training import config as configs
from cnnviz.training import runs, tables
from cnnviz.training.config import Config
from cnnviz.ui import live_answers, live_starts
from cnnviz.ui.live_requests import Asked
from tests.ui import runs_told
from tests.ui.runs_told import CONTROL, VIEW

START = json.dumps({"config": configs.to_json(Config()), "person": "me"}).encode()
RESUME = json.dumps({"command": "resume"}).encode()


class Clock:
    now = 100.0

    def __call__(self) -> float:
        return self.now


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> Clock:
    clock = Clock()
    monkeypatch.setattr(live_answers, "STARTS", live_starts.Starts(clock))
    return clock


@pytest.fixture
def told(monkeypatch: pytest.MonkeyPatch) -> runs_told.Told:
    return runs_told.instead(monkeypatch, Config())


def start(address: str) -> None:
    live_answers.start(Asked({}, {}, START, address))


def test_a_class_behind_one_address_starts_within_a_minute_and_a_flood_does_not(
    clock: Clock, told: runs_told.Told, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(runs, "waiting", lambda views: 0)
    for _ in range(limits.TRAIN_STARTS_ADDRESS):
        start("10.0.0.1")
        clock.now += 0.1
    assert limits.TRAIN_STARTS_ADDRESS >= 30 * limits.TRAIN_QUEUE_EACH
    with pytest.raises(InputError, match="120 runs were started from your network within a minute"):
        start("10.0.0.1")
    start("10.0.0.2")
    clock.now += live_starts.MINUTE
    start("10.0.0.1")


def test_resuming_what_had_ended_is_a_start_and_going_on_after_a_pause_is_none(
    clock: Clock, told: runs_told.Told, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(limits, "TRAIN_STARTS_ADDRESS", 2)
    asked = Asked({"id": CONTROL}, {}, RESUME, "10.0.0.1")
    for _ in range(3):
        live_answers.tell(asked)
    told.status = tables.STOPPED
    for _ in range(2):
        live_answers.tell(asked)
    with pytest.raises(InputError, match="2 runs were started"):
        live_answers.tell(asked)


def test_one_address_cannot_fill_the_queue(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(limits, "TRAIN_QUEUE", 6)
    asked: list[Collection[str]] = []
    waiting = [3]

    def counted(views: Collection[str]) -> int:
        asked.append(views)
        return waiting[0]

    monkeypatch.setattr(runs, "waiting", counted)
    starts = live_starts.Starts()
    for number in range(3):
        starts.check("10.0.0.1")
        starts.note("10.0.0.1", f"{VIEW}{number}")
    assert not asked
    with pytest.raises(InputError, match="3 runs from your network wait already"):
        starts.check("10.0.0.1")
    waiting[0] = 2
    starts.check("10.0.0.1")
    assert sorted(asked[0]) == [f"{VIEW}{number}" for number in range(3)]


def test_addresses_are_forgotten_in_their_turn(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(live_starts, "REMEMBERED", 2)
    starts = live_starts.Starts()
    for address in ("a", "b", "a", "c"):
        starts.note(address, VIEW)
    assert list(starts._begun) == ["a", "c"]


@pytest.mark.parametrize(
    ("address", "network"),
    [
        ("192.0.2.7", "192.0.2.7"),
        ("::ffff:192.0.2.7", "192.0.2.7"),
        ("2001:db8:1:2:3:4:5:6", "2001:db8:1:2::/64"),
        ("fe80::1%eth0", "fe80::/64"),
        ("testclient", "testclient"),
        ("", ""),
    ],
)
def test_whoever_has_an_ipv6_network_is_one_visitor(address: str, network: str) -> None:
    assert live_starts.network(address) == network
