"""A stage, its settings, and the link that names them are three spellings of one thing."""

import dataclasses

import hypothesis
import pytest
from hypothesis import strategies as st

from cnnviz.ops import kernel_text, padding, pipeline, pooling
from cnnviz.ui.stage_settings import registry, values
from cnnviz.ui.stage_settings.places import Fields, Part
from tests.ui.stage_settings import drawn


@hypothesis.given(drawn.stages())
def test_the_settings_of_a_stage_make_the_same_stage_again(stage: pipeline.Stage) -> None:
    bare = dataclasses.replace(stage.kernels, flip=False)
    assert values.stage(bare, stage.mix, values.of_stage(stage)) == stage


@hypothesis.given(st.lists(drawn.stages(), min_size=1, max_size=3))
def test_what_a_link_says_of_stages_makes_the_same_stages_again(stages: list[pipeline.Stage]) -> None:
    linked = values.of_stages(tuple(stages))
    for number, stage in enumerate(stages, start=1):
        said = {id: linked[name] for id in KNOWN if (name := values.numbered(id, number)) in linked}
        bank = linked.get(f"kernel{number}", pipeline.Kernels().bank)
        given = tuple((name, linked[f"{name}{number}"]) for name, _ in stage.kernels.parameters)
        own = kernel_text.linked(linked[f"own{number}"]) if f"own{number}" in linked else ()
        kernels = pipeline.Kernels(bank, given, tuple(tuple(map(float, row)) for row in own))
        mix = linked.get(f"mix{number}", values.usual_mix(number, bank))
        assert values.stage(kernels, mix, said) == stage


KNOWN = tuple(setting.id for setting in registry.settings())


@hypothesis.given(drawn.stages())
def test_whatever_a_link_says_of_a_stage_is_among_its_settings(stage: pipeline.Stage) -> None:
    whole = {values.numbered(id, 1): value for id, value in values.of_stage(stage).items()}
    linked = values.of_stages((stage,))
    named = {name for name in linked if name in whole}
    assert {name: linked[name] for name in named} == {name: whole[name] for name in named}
    kernel = {"kernel1", "own1", "mix1", *(f"{name}1" for name, _ in stage.kernels.parameters)}
    assert set(linked) - named <= kernel


def test_a_fresh_stage_has_nothing_to_say_in_a_link() -> None:
    assert values.of_stages((pipeline.Stage(),)) == {}
    assert values.of_stages((pipeline.Stage(), pipeline.Stage(mix="sum"))) == {"stages": 2}


def test_what_is_missing_is_as_usual() -> None:
    assert values.stage(pipeline.Kernels(), "each", {}) == pipeline.Stage()


def test_what_is_of_no_use_beside_the_others_leaves_no_trace() -> None:
    said = {"padding": "valid", "mode": "wrap", "top": 7, "window": 5, "global": True, "pool": "max", "power": 3.0}
    made = values.stage(pipeline.Kernels(), "each", said)
    assert made.border == padding.Padding("valid")
    assert made.pool == pooling.Pool("max", everywhere=True)


@pytest.mark.parametrize(("id", "name"), [("stride", "stride2"), ("stride_across", "stride2_across")])
def test_the_stage_stands_in_a_settings_name_before_the_axis(id: str, name: str) -> None:
    assert values.numbered(id, 2) == name


@pytest.mark.parametrize("part", [pipeline.Stage, padding.Padding, pooling.Pool])
def test_every_field_of_a_stage_can_be_set(part: type) -> None:
    """Whoever adds a field to a stage adds the setting for it; the kernel and the mix have menus of their own."""
    gathered: Fields = {"stage": {}, "kernels": {}, "border": {}, "pool": {}}
    for setting in registry.settings():
        setting.place.put(gathered, 1)
    names: dict[type, Part] = {pipeline.Stage: "stage", padding.Padding: "border", pooling.Pool: "pool"}
    apart = {"kernels", "mix", "border", "pool"} if part is pipeline.Stage else set()
    assert {field.name for field in dataclasses.fields(part)} - apart == set(gathered[names[part]])
