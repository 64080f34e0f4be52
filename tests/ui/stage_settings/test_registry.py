"""A setting is one entry of the registry: everything that shows or reads settings is a loop over it."""

import dataclasses

import pytest

from cnnviz.ops import pipeline
from cnnviz.ui import catalogue
from cnnviz.ui.explorer import knobs
from cnnviz.ui.stage_settings import registry, values
from cnnviz.ui.stage_settings.controls import Choice, Slider
from cnnviz.ui.stage_settings.places import Field
from cnnviz.ui.stage_settings.setting import Setting
from tests import addresses, explorer
from tests.pages.conftest import Open, computed, opened

__all__ = ["computed", "opened"]

ADDED = Setting(
    id="lift",
    topic="bias",
    place=Field("stage", "bias"),
    label="Lift",
    sentence="A bias by another name.",
    control=Slider(-3.0, 3.0, 0.0, 0.5),
)


@pytest.fixture
def added(monkeypatch: pytest.MonkeyPatch) -> None:
    """One entry more than there is."""
    last = registry.GROUPS["stride"]
    monkeypatch.setitem(registry.GROUPS, "stride", dataclasses.replace(last, settings=(*last.settings, ADDED)))
    # So that the bias is what the new one says.
    more = registry.GROUPS["more"]
    rest = tuple(setting for setting in more.settings if setting.id != "bias")
    monkeypatch.setitem(registry.GROUPS, "more", dataclasses.replace(more, settings=rest))


@pytest.mark.usefixtures("added")
def test_a_setting_that_is_added_is_in_the_lab_its_link_and_its_stage(
    opened: Open, computed: list[tuple[pipeline.Stage, ...]]
) -> None:
    app = opened(catalogue.LAB, lift1="1.5")
    assert not app.exception
    assert not app.warning
    assert app.slider(key="lift1").label == "Lift"
    assert computed[-1][0].bias == 1.5
    app.slider(key="lift1").set_value(-2.0).run()
    assert computed[-1][0].bias == -2.0
    assert addresses.written(app)["lift1"] == "-2"
    assert values.of_stages(computed[-1]) == {"lift1": -2.0}


@pytest.mark.usefixtures("added")
def test_a_setting_that_is_added_is_a_knob_of_the_explorer(opened: Open) -> None:
    app = opened(catalogue.STEPS, lift1="1.5")
    assert not app.exception
    assert not app.warning
    message = explorer.shown(app)
    (drawn,) = [knob for knob in message.header["knobs"] if knob["name"] == "lift"]
    assert (drawn["kind"], drawn["label"], drawn["low"], drawn["high"]) == ("slider", "Lift", -3, 3)
    assert message.header["values"]["lift"] == 1.5
    knob = next(knob for knob in knobs.about("bias") if knob.id == "lift")
    assert knob.name == "lift1"


def test_settings_have_names_of_their_own() -> None:
    ids = [setting.id for setting in registry.settings()]
    assert len(ids) == len(set(ids))


@pytest.mark.parametrize("setting", list(registry.settings()), ids=lambda setting: setting.id)
def test_a_setting_says_why_one_would_touch_it_and_when_it_is_of_use(setting: Setting) -> None:
    control = setting.control
    assert setting.label
    assert (control.sentence if isinstance(control, Choice) else setting.sentence).endswith(".")
    known = {one.id: one.control for one in registry.settings()}
    for id, wanted in setting.when.items():
        assert all(known[id].reading(value) == value for value in wanted)


@pytest.mark.parametrize("setting", list(registry.settings()), ids=lambda setting: setting.id)
def test_a_setting_is_usually_one_of_the_values_that_it_can_have(setting: Setting) -> None:
    assert setting.control.reading(setting.control.default) == setting.control.default
