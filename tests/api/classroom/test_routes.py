"""The routes of classes, asked over HTTP: who may look at what, and that a learner changes nothing."""

import csv
import io
import json
from typing import Any

import anyio
import httpx
import pytest
from starlette.applications import Starlette

from cnnviz import limits
from cnnviz.api.classroom import routes
from cnnviz.classroom import held, lead, seats, state, take_part
from cnnviz.course.progress import Record
from cnnviz.training.store.database import Store
from cnnviz.training.store.errors import StoreError
from cnnviz.training.store.rooms import rooms

STEP = "one-dimension.window"
BOARD_ONLY = [
    ("GET", "/board", None),
    ("GET", "/wall", None),
    ("GET", "/results", None),
    ("POST", "/tell", {"what": "freeze", "on": True}),
    ("POST", "/tell", {"what": "out", "number": 1}),
]


def ask(method: str, path: str, secret: str = "", body: object = None, **headers: str) -> httpx.Response:
    """What the routes answer to a browser with this secret."""

    async def asked() -> httpx.Response:
        transport = httpx.ASGITransport(Starlette(routes=routes.ROUTES), raise_app_exceptions=False)
        async with httpx.AsyncClient(transport=transport, base_url="http://testserver") as client:
            how = {"X-Class-Secret": secret} | headers
            return await client.request(method, f"/live/class{path}", headers=how, json=body)

    return anyio.run(asked)


def told(reply: httpx.Response) -> Any:
    assert reply.status_code == 200, reply.text
    return reply.json()


@pytest.fixture
def opened(store: Store) -> lead.Opened:
    return lead.open_class()


@pytest.fixture
def mia(opened: lead.Opened) -> str:
    return take_part.join(opened.code, "Mia", "")


def test_a_learner_hears_of_what_concerns_them_and_nothing_else(opened: lead.Opened, mia: str) -> None:
    assert told(ask("GET", "/news?at=pooling", mia)) == {"turn": 0, "frozen": False, "wanted": False}
    told(ask("POST", "/tell", opened.teacher, {"what": "freeze", "on": True}))
    for _ in range(2):
        assert told(ask("GET", "/news", mia)) == {"turn": 0, "frozen": True, "wanted": False}
    lead.change(opened.teacher, lambda before, at: state.sent(before, "pooling", "", STEP, at))
    assert told(ask("GET", "/news", mia))["turn"] == 1


@pytest.mark.parametrize(("method", "path", "body"), BOARD_ONLY)
def test_a_learner_neither_reads_nor_alters_the_board(
    opened: lead.Opened, mia: str, method: str, path: str, body: object
) -> None:
    for secret in (mia, "", opened.code, "0" * 32):
        assert ask(method, path, secret, body).status_code == 404
    assert not lead.room_of(opened.teacher).frozen


def test_the_teacher_s_secret_is_no_learner_s(opened: lead.Opened) -> None:
    assert ask("GET", "/news", opened.teacher).status_code == 404
    assert ask("POST", "/view", opened.teacher, {"page": "pooling", "query": ""}).status_code == 404


def test_the_board_says_who_is_here_and_what_is_answered(opened: lead.Opened, mia: str) -> None:
    lead.change(opened.teacher, lambda before, at: state.sent(before, "one-dimension", "", STEP, at))
    take_part.answer(mia, STEP, Record(5.0, False, False))
    shown = told(ask("GET", "/board", opened.teacher))
    assert [one["name"] for one in shown["learners"]] == ["Mia"]
    assert [(one["count"], one["held"]) for one in shown["questions"]] == [(1, True)]
    told(ask("POST", "/tell", opened.teacher, {"what": "reveal", "step": STEP}))
    assert [one["held"] for one in told(ask("GET", "/board", opened.teacher))["questions"]] == [False]
    table = ask("GET", "/results", opened.teacher)
    assert table.headers["content-type"] == "text/csv; charset=utf-8"
    assert len(list(csv.reader(io.StringIO(table.content.decode("utf-8-sig"))))) == 2


def test_a_teacher_takes_a_learner_out_and_closes_the_doors(opened: lead.Opened, mia: str) -> None:
    told(ask("GET", "/news", mia))
    told(ask("POST", "/tell", opened.teacher, {"what": "doors", "on": True}))
    told(ask("POST", "/tell", opened.teacher, {"what": "out", "number": 1}))
    shown = told(ask("GET", "/board", opened.teacher))
    assert (shown["closed"], shown["learners"]) == (True, [])
    reply = ask("GET", "/news", mia)
    assert (reply.status_code, reply.json()["trouble"]) == (404, seats.WHY[seats.OUT])


def test_a_learner_shows_their_page_where_it_is_wanted(opened: lead.Opened, mia: str) -> None:
    told(ask("POST", "/tell", opened.teacher, {"what": "show", "number": 1}))
    assert told(ask("GET", "/news", mia))["wanted"]
    told(ask("POST", "/view", mia, {"page": "pooling", "query": "window=3"}))
    now_set = lead.room_of(opened.teacher).state
    assert (now_set.sent.page, now_set.sent.query, now_set.wanted) == ("pooling", "window=3", 0)


@pytest.mark.parametrize(
    "body",
    [
        {"what": "nothing"},
        {"what": "reveal", "step": 3},
        {"what": "show", "number": -1},
        {"what": "show", "number": "x"},
        {"what": "out", "number": "x"},
        {"what": ["freeze"]},
        {},
        [],
        "freeze",
        3,
    ],
)
def test_what_cannot_be_told_is_refused_with_a_sentence(opened: lead.Opened, body: object) -> None:
    reply = ask("POST", "/tell", opened.teacher, body)
    assert reply.status_code == 400
    assert json.loads(reply.text)["trouble"]


@pytest.mark.parametrize("body", [{"page": 3, "query": ""}, {"page": "a", "query": "q" * (state.LONGEST + 1)}])
def test_a_view_that_is_none_is_refused(opened: lead.Opened, mia: str, body: object) -> None:
    assert ask("POST", "/view", mia, body).status_code == 400


def test_pages_of_other_sites_may_tell_nothing(opened: lead.Opened) -> None:
    told_from = {"Origin": "https://elsewhere.example", "Sec-Fetch-Site": "cross-site"}
    body = {"what": "freeze", "on": True}
    assert ask("POST", "/tell", opened.teacher, body, **told_from).status_code == 403
    assert not lead.room_of(opened.teacher).frozen


def test_what_is_long_is_refused(opened: lead.Opened) -> None:
    assert ask("POST", "/tell", opened.teacher, {"what": "x" * (limits.LIVE_BYTES + 1)}).status_code == 413


def test_a_store_that_is_away_is_to_be_asked_again(
    opened: lead.Opened, mia: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    def away(store: Store, id: str) -> Any:
        raise StoreError("The store of runs does not answer. Try again in a moment.", lasting=False, away=True)

    monkeypatch.setattr(rooms, "fetch", away)
    held.ROOMS.forget_all()
    assert ask("GET", "/news", mia).status_code == 503
