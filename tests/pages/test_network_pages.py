"""The pages on networks without a browser: what stands on them is what the library counts."""

import json
import random
from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import Any

import pytest
import streamlit as st
from streamlit.testing.v1 import AppTest

from cnnviz.figures.networks import architectures
from cnnviz.nets import networks, shapes, text, zoo
from cnnviz.nets.inside import stacks
from cnnviz.nets.layers import Activation, Conv, Dense, Dropout, Flatten, Pool
from cnnviz.ui import catalogue, chosen_network
from cnnviz.ui.components import bricks
from tests import addresses, sent
from tests.pages.conftest import Open

Build = Callable[[AppTest, str], AppTest]
SMALL = networks.Network("Mine", (3, 12, 12), (Conv(4), Activation(), Pool(), Flatten(), Dense(3)))


def built(app: AppTest) -> dict[str, Any]:
    """What the builder's component was sent."""
    (found,) = [one for one in app.get("bidi_component") if one.proto.component_name.endswith("cnnviz_bricks")]
    sent: dict[str, Any] = json.loads(found.proto.json)
    return sent


def code(app: AppTest) -> str:
    """The network as code, unfolded."""
    assert not app.code
    app.session_state["as_code"] = True
    app.run()
    return next(one.value for one in app.code if "torch" in one.value)


@pytest.fixture
def build(monkeypatch: pytest.MonkeyPatch) -> Build:
    """Says to the page what its builder would: the network as JSON."""
    listening: list[Callable[[Mapping[str, Any]], None]] = []
    saying: list[str] = []
    draw = bricks.bricks

    def told() -> None:
        listening[-1]({"edition": "1-1", "text": saying[-1]})

    def drawn(data: Mapping[str, Any], key: str, on_change: Callable[[Mapping[str, Any]], None]) -> None:
        draw(data, key, on_change)
        listening.append(on_change)
        st.button("tell", key="tell", on_click=told)

    monkeypatch.setattr(bricks, "bricks", drawn)

    def say(app: AppTest, said: str) -> AppTest:
        saying.append(said)
        return app.button(key="tell").click().run()

    return say


def test_the_builder_begins_with_the_reference_model_and_its_counts(opened: Open) -> None:
    """C77, C78, C79."""
    app = opened(catalogue.BUILDER)
    assert any("34,826 parameters" in one.value for one in app.markdown)
    records = built(app)["records"]
    assert [records[str(k)]["output"] for k in (0, 2, 3, 5, 6, 8)] == [
        "32 × 26 × 26",
        "32 × 13 × 13",
        "64 × 11 × 11",
        "64 × 5 × 5",
        "1600",
        "10",
    ]
    assert "nn.Conv2d(1, 32, 3)" in code(app)


def test_a_link_holds_the_network(opened: Open) -> None:
    app = opened(catalogue.BUILDER, net=text.to_link(SMALL))
    assert text.from_json(json.dumps(built(app)["tree"])) == SMALL
    assert addresses.written(app)["net"] == text.to_link(SMALL)


@pytest.mark.parametrize("token", ["nonsense", "large", "%00", "A" * 20_000])
def test_a_link_that_holds_none_is_explained(opened: Open, token: str) -> None:
    app = opened(catalogue.BUILDER, net=token)
    assert not app.exception
    assert built(app)["trouble"]
    assert text.from_json(json.dumps(built(app)["tree"])) == zoo.ENTRIES["reference"].network()


def test_what_is_built_is_counted_and_written_into_the_link(opened: Open, build: Build) -> None:
    """C80."""
    app = build(opened(catalogue.BUILDER), text.to_json(SMALL))
    total = shapes.totals(shapes.records(SMALL))
    assert any(f"{total.parameters:,} parameters" in one.value for one in app.markdown)
    assert text.from_link(addresses.written(app)["net"]) == SMALL
    assert built(app)["edition"] == "1-1"


def test_a_network_of_the_story_for_pictures_of_another_size_is_another_network(opened: Open, build: Build) -> None:
    """C80: the dense layer of the reference model then has other weights."""
    larger = replace(zoo.ENTRIES["reference"].network(), input=(1, 40, 40))
    app = build(opened(catalogue.BUILDER), text.to_json(larger))
    assert text.from_json(json.dumps(built(app)["tree"])) == larger
    total = shapes.totals(shapes.records(larger))
    assert any(f"{total.parameters:,} parameters" in one.value for one in app.markdown)
    app = build(app, text.to_json(zoo.ENTRIES["reference"].network()))
    assert "net" not in addresses.written(app)


def test_an_impossible_layer_says_why_and_the_rest_stays(opened: Open, build: Build) -> None:
    impossible = networks.Network("Too small", (1, 8, 8), (Conv(2), Conv(2, (9, 9)), Flatten()))
    app = build(opened(catalogue.BUILDER), text.to_json(impossible))
    sent = built(app)
    assert sent["problem"]["path"] == "1"
    assert "does not fit" in sent["problem"]["sentence"]
    assert sent["records"]["0"]["output"] == "2 × 6 × 6"
    assert len(app.error) >= 1
    assert not app.exception


@pytest.mark.parametrize(
    "said", ["", "{", "[]", '{"version": 1}', '{"version":1,"name":"a","input":[1,8,8],"layers":[{}]}']
)
def test_what_is_no_network_is_explained_and_changes_nothing(opened: Open, build: Build, said: str) -> None:
    app = build(opened(catalogue.BUILDER), said)
    assert built(app)["trouble"]
    assert text.from_json(json.dumps(built(app)["tree"])) == zoo.ENTRIES["reference"].network()


def test_a_network_too_large_for_a_link_stays_in_the_session(opened: Open, build: Build) -> None:
    chosen = random.Random(0)
    layers = tuple(Dropout(chosen.random() / 2) for _ in range(4000))
    app = build(opened(catalogue.BUILDER), text.to_json(networks.Network("Long", (1, 8, 8), layers)))
    assert addresses.written(app)["net"] == chosen_network.LARGE
    assert built(app)["tree"]["name"] == "Long"


@pytest.mark.parametrize("key", list(zoo.ENTRIES))
def test_every_network_of_the_story_has_its_page(opened: Open, key: str) -> None:
    """C88–C98."""
    entry = zoo.ENTRIES[key]
    app = opened(catalogue.ARCHITECTURES, first=key)
    assert not app.exception
    assert any(f"{entry.parameters:,} parameters" in one.value for one in app.markdown)
    assert any(entry.idea in one.value for one in app.markdown)


def test_two_networks_stand_side_by_side(opened: Open) -> None:
    app = opened(catalogue.ARCHITECTURES, first="alexnet", second="lenet-5")
    said = " ".join(one.value for one in app.markdown)
    assert "61,100,840" in said
    assert "61,706" in said


def test_no_cell_of_a_table_starts_a_formula() -> None:
    named = networks.Network("=1+1", (1, 8, 8), (networks.Block("=HYPERLINK(1)", (Conv(2),)),))
    written = architectures.as_csv(architectures.rows(shapes.records(named)))
    cells = [cell.strip('"') for line in written.splitlines() for cell in line.split(",")]
    assert not [cell for cell in cells if cell.startswith(("=", "+", "-", "@"))]


def test_small_networks_can_be_looked_through(opened: Open) -> None:
    """C75, C76."""
    for name in stacks.NETWORKS:
        app = opened(catalogue.FIELD, stack=name)
        assert not app.exception, name
        assert not app.error, name


def test_a_layer_that_cannot_be_looked_through_is_explained(opened: Open, build: Build) -> None:
    app = build(opened(catalogue.FIELD), text.to_json(SMALL))
    assert not app.exception
    assert any("cannot be looked through" in one.value for one in app.error)


def test_a_link_lights_a_number_of_the_recorded_runs_maps_in_the_vector(opened: Open) -> None:
    """C81."""
    app = opened(catalogue.DENSE, flat_map="7", flat_row="3", flat_column="4")
    assert not app.exception
    assert not app.warning
    header, arrays = sent.message(app, "flatten")
    assert header["unit"] == 7 * 25 + 3 * 5 + 4
    assert arrays["maps"].shape == (64, 5, 5)
    assert any("1,600 numbers" in text.value for text in app.markdown)


def test_the_sparse_matrix_is_counted_up_to_the_dense_layer(opened: Open) -> None:
    """C40, C41, C42."""
    app = opened(catalogue.DENSE, patch="28")
    assert any("16,981,120" in str(table.value.to_numpy()) for table in app.table)
    assert any("ordinary dense unit" in one.value for one in app.markdown)
    app.slider(key="patch").set_value(5).run()
    assert any("784 / 25" in one.value for one in app.markdown)


def test_a_stack_too_deep_to_be_looked_through_is_refused_at_once(opened: Open, build: Build) -> None:
    deep = networks.Network("Deep", (1, 32, 32), (Activation(),) * 2000)
    app = build(opened(catalogue.FIELD), text.to_json(deep))
    assert any("at most can be looked through" in one.value for one in app.error)
    assert not app.exception
