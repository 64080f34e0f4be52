"""Every text that a stranger sends may hold what no text can: it is refused in a sentence, or does no harm."""

import copy
import json
from collections.abc import Iterator
from typing import Any

import httpx
import pytest

from cnnviz.api.runs import routes
from cnnviz.training import config as configs
from cnnviz.training.config import Branch, Config
from tests.api.runs.test_routes import Browser

WHOLE: dict[str, Any] = {**json.loads(configs.to_json(Config())), "branch": {"run": "abc", "event": 1}}
JUNK: list[object] = ["\ud800", "a\x00b", "\x1b[2J\u202e", None, [], {}, 10**400, "x" * 100_000]


def places(value: object, path: tuple[Any, ...] = ()) -> Iterator[tuple[Any, ...]]:
    """Where a value lies in a description, however deep."""
    yield path
    if isinstance(value, dict):
        for name, one in value.items():
            yield from places(one, (*path, name))
    if isinstance(value, list):
        for index, one in enumerate(value):
            yield from places(one, (*path, index))


def spoiled(path: tuple[Any, ...], junk: object) -> str:
    """The description with junk in one place."""
    whole = copy.deepcopy(WHOLE)
    if not path:
        return json.dumps(junk)
    place = whole
    for step in path[:-1]:
        place = place[step]
    place[path[-1]] = junk
    return json.dumps(whole)


def post(path: str, said: object) -> httpx.Response:
    """Ask with JSON in which half a character is written as it is in JavaScript."""
    return Browser(routes.ROUTES).post(path, content=json.dumps(said), headers={"Content-Type": "application/json"})


@pytest.mark.parametrize("junk", JUNK, ids=lambda junk: repr(junk)[:12])
def test_junk_anywhere_in_a_config_is_refused_in_a_sentence(junk: object) -> None:
    # A run need not begin with another's snapshot.
    for path in set(places(WHOLE)) - ({("branch",)} if junk is None else set()):
        answer = post("/live/runs", {"config": spoiled(path, junk), "person": "me"})
        assert answer.status_code == 400, path
        sentence = answer.json()["trouble"]
        assert sentence.endswith(".")
        assert sentence.replace("\n", "").isprintable()
        for word in ("NoneType", "dict", "<class", "Traceback"):
            assert word not in sentence


@pytest.mark.parametrize("junk", JUNK, ids=lambda junk: repr(junk)[:12])
def test_junk_beside_a_config_is_refused_in_a_sentence(junk: object) -> None:
    for said in ({"config": junk, "person": "me"}, {"config": configs.to_json(Config()), "person": junk}, junk):
        assert post("/live/runs", said).status_code == 400


@pytest.mark.parametrize("id", ["%00", "%ED%A0%80", "%FF", "a%0Ab", "x" * 300])
def test_junk_in_an_address_finds_no_run(id: str) -> None:
    browser = Browser(routes.ROUTES)
    for path in (f"/live/runs/{id}", f"/live/runs/{id}/take/model.onnx", f"/live/runs/{id}/filters/{id}?snapshots=1"):
        assert browser.get(path).status_code == 404
    said = {"command": "\ud800", "value": "\ud800"}
    assert post(f"/live/runs/{id}/tell", said).status_code == 404


def test_the_description_that_is_spoiled_is_whole() -> None:
    described = json.dumps({**WHOLE, "branch": None})
    assert configs.from_json(described) == Config()
    assert configs.from_json(json.dumps(WHOLE)).branch == Branch("abc", 1)
