"""Pictures made to excite a unit, on the page “What does it look for”, without a browser."""

from types import SimpleNamespace
from typing import Any

import pytest
from streamlit.testing.v1 import AppTest

from cnnviz import limits
from cnnviz.inspect.looks import exciting
from cnnviz.training import runs
from cnnviz.training.exciting import wanted
from cnnviz.ui import catalogue
from cnnviz.ui.inspect.exciting import visualised
from tests import addresses
from tests.inspect.looks.test_exciting import model
from tests.pages import test_looks
from tests.pages.conftest import Open
from tests.pages.test_looks import patient, said, sent

HERE = catalogue.LOOKS
RUN = {**test_looks.RUN, "made": "true"}
__all__ = ["patient"]


@pytest.fixture(autouse=True)
def started(monkeypatch: pytest.MonkeyPatch) -> list[wanted.Wanted]:
    """What was put into the queue; nothing is made."""
    asked: list[wanted.Wanted] = []

    def start(one: wanted.Wanted, person: str, address: str = "") -> runs.Started:
        asked.append(one)
        return runs.Started(f"control{len(asked)}", f"view{len(asked)}")

    monkeypatch.setattr(exciting, "start", start)
    return asked


def frames(app: AppTest) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = sent(app, "excited")["frames"]
    return found


def test_a_picture_is_offered_and_beside_it_that_of_the_twin(opened: Open) -> None:
    (alone,) = frames(opened(HERE, **RUN, look_at="0", look_map="4"))
    one, other = frames(opened(HERE, **RUN, look_at="0", look_map="4", made_beside="twin"))
    assert alone == one
    assert (one["title"], other["title"]) == ("The network", "Random weights")
    assert one["number"] == "The map’s mean, before ReLU"
    assert (one["largest"], one["after"], one["rows"], one["columns"]) == ("Its largest number", "After ReLU", 28, 28)
    assert one["best"][0] == "Best of 60 pictures"
    assert one["best"][1] > 0
    assert other["best"] is None
    assert other["who"] == "the network with random weights"
    assert one["wanted"] != other["wanted"]
    assert one["file"] == "the-network-layer-1-map-4-seed-0.png"


@pytest.mark.parametrize(
    ("set_to", "change"),
    [
        ({"made_seed": "7"}, "seed 7"),
        ({"made_jitter": "false"}, "with smooth steps,"),
        ({"made_smooth": "false", "made_jitter": "false"}, "neither smooth steps nor jitter"),
        ({"made_steps": "64"}, "64 steps"),
    ],
)
def test_every_helper_is_in_the_link_and_said_and_makes_another_picture(
    opened: Open, set_to: dict[str, str], change: str
) -> None:
    usual = frames(opened(HERE, **RUN))[0]
    app = opened(HERE, **RUN, **set_to)
    one = frames(app)[0]
    assert change in one["about"]
    assert one["wanted"] != usual["wanted"]
    assert set_to.items() <= addresses.written(app).items()


@pytest.mark.parametrize(("beside", "title"), [("plain", "Without smooth steps and jitter"), ("seed", "Another seed")])
def test_beside_it_stands_what_is_chosen(opened: Open, beside: str, title: str) -> None:
    one, other = frames(opened(HERE, **RUN, made_beside=beside))
    assert other["title"] == title
    assert other["best"] == one["best"]


def test_nothing_is_offered_before_somebody_wants_it(opened: Open) -> None:
    app = opened(HERE, **test_looks.RUN)
    assert not app.exception
    assert not [one for one in app.get("bidi_component") if one.proto.component_name.endswith("cnnviz_excited")]


def test_a_class_is_called_by_its_name(opened: Open) -> None:
    one = frames(opened(HERE, **RUN, look_at=model().last, look_map="2"))[0]
    assert one["class"]
    assert one["number"] == f"Logit of “{one['class']}”"
    assert (one["largest"], one["after"]) == ("", "")


def test_what_is_asked_for_is_what_is_shown(started: list[wanted.Wanted], monkeypatch: pytest.MonkeyPatch) -> None:
    state: dict[str, Any] = {}
    monkeypatch.setattr(visualised, "st", SimpleNamespace(session_state=state))
    monkeypatch.setattr(visualised, "visitor", SimpleNamespace(person=lambda: "me", address=lambda: ""))
    one = exciting.of(model(), "0", 3)
    visualised._start(one)
    assert started == [one]
    assert visualised._jobs()[visualised._token(one)] == runs.Started("control1", "view1")
    for seed in range(visualised.KEPT + 3):
        visualised._start(exciting.of(model(), "0", 3, wanted.How(seed=seed)))
    assert len(visualised._jobs()) == visualised.KEPT


def test_a_network_that_is_too_large_is_told_of_and_the_rest_of_the_page_stays(
    opened: Open, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(limits, "EXCITE_MACS", 1)
    app = opened(HERE, **RUN)
    assert "are the most" in said(app)
    assert sent(app)["groups"]
