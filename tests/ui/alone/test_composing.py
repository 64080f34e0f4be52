"""cnnviz.ui.alone: what a file holds is what the app shows, within its cap, and nothing that needs a server."""

import json
import re
from typing import Any

import numpy as np
import pytest

from cnnviz import limits, packing
from cnnviz.course import registry, scenes
from cnnviz.errors import InputError
from cnnviz.ui import components, page
from cnnviz.ui.alone import document, pages
from cnnviz.ui.course.now import Now
from tests import alone

TAKEN = [id for id in alone.LESSONS if alone.can(id)]
PATHS = [entry.path for entry in pages.PAGES]
# What leads to controls of the app: sliders of explorers and neurons stand in a file, too.
NOT_HERE = re.compile(
    r"(?<!The )slider(?!s)|[Bb]uttons?|[Ff]ind logits|Take the step|controls|\b[Mm]enu|[Ss]witch(?! Flip|\.)|Press |"
    r"[Tt]rain a |the seal|photo of your own|Take a photo|[Cc]hoose (?:Picture|padding|what)|put layers|Guess the|"
    r"narrower|Change (?:a|one) (?:brick|number)|Combine the|look at the arithmetic|under What the|“How often|"
    r"small shift|carry it"
)
# All with photographs of 256 × 256 would be too much.
LARGE = "kernel-lab"


def data(file: dict[str, Any], said: dict[str, Any]) -> bytes:
    """The bytes of a component's data."""
    return b"".join(alone.piece(file["pieces"][id]) for id in said["pieces"])


def parts(draw: dict[str, Any], name: str) -> list[dict[str, Any]]:
    return [item for item in draw["items"] if item["kind"] == "part" and item["name"] == name]


@pytest.fixture(scope="module")
def lessons() -> dict[str, bytes]:
    return {id: alone.lesson(id) for id in TAKEN}


def test_the_first_lessons_leave() -> None:
    assert {"one-dimension", "edges", "step-by-step", "padding-and-stride", "channels", "pooling"} <= set(TAKEN)


def test_every_lesson_that_can_leave_whole_is_within_the_cap(lessons: dict[str, bytes]) -> None:
    """The others stand, all or some of their steps, on pages of charts, of large networks or of training."""
    sizes = {id: len(file) for id, file in lessons.items()}
    print(sizes)
    assert max(sizes.values()) <= limits.ALONE_BYTES == 1_500_000
    known = {entry.path for entry in pages.PAGES}
    for id in set(alone.LESSONS) - set(TAKEN):
        assert any(scene.page not in known for step in registry.LESSONS[id].steps for scene in step.scenes)


def test_photographs_are_made_smaller_only_where_nothing_else_helps_and_that_is_said(lessons: dict[str, bytes]) -> None:
    for id, file in lessons.items():
        told = alone.told(file)
        assert ("photographs have 128 × 128 pixels" in told["sentence"]) is (id == LARGE)
    told = alone.told(lessons[LARGE])
    header, arrays = packing.unpacked(data(told, parts(told["steps"][0]["draws"][0], "gallery")[0]["data"]))
    assert arrays[header["bench"]["image"]["pixels"]].shape == (128, 128)
    # The kernel is cut to the T of 128 pixels.
    [shapes] = [step for step in registry.LESSONS[LARGE].steps if step.id == "find-the-t"]
    there = told["steps"][registry.LESSONS[LARGE].steps.index(shapes)]["draws"][0]
    header, arrays = packing.unpacked(data(told, parts(there, "gallery")[0]["data"]))
    assert arrays[header["bench"]["image"]["pixels"]].shape == (128, 128)
    whole = alone.told(alone.steps(LARGE)[0])
    assert "pixels" not in whole["sentence"]


def said(items: list[dict[str, Any]], open: bool) -> str:
    """The words of a draw, as HTML: those that are there while its question is open, or all."""
    inner = [said(one["items"], open) for one in items if one["kind"] == "fold"]
    return "".join([one["html"] for one in items if one["kind"] == "words" and (one["open"] or not open)] + inner)


def test_what_is_set_on_the_page_stands_in_the_file_before_a_question_is_answered(lessons: dict[str, bytes]) -> None:
    for draw in alone.told(lessons["activations"])["steps"][0]["draws"]:
        assert re.search(r"Function: <strong>ReLU</strong>", said(draw["items"], True))
        assert re.search(r'<p class="set">x: <strong>[\d.]+</strong></p>', said(draw["items"], True))


def test_the_words_of_a_chart_and_its_numbers_come_with_the_answer(lessons: dict[str, bytes]) -> None:
    for step in alone.told(lessons["activations"])["steps"][:3]:
        for draw in step["draws"]:
            [chart] = parts(draw, "chart")
            assert chart["covered"]
            assert "At x = " in said(draw["items"], False)
            assert "At x = " not in said(draw["items"], True)
            [fold] = [one for one in draw["items"] if one["kind"] == "fold"]
            assert said([fold], False)
            assert not said([fold], True)


@pytest.mark.parametrize("id", TAKEN)
def test_what_a_file_cannot_do_is_not_asked_of_its_reader(lessons: dict[str, bytes], id: str) -> None:
    for step, there in zip(registry.LESSONS[id].steps, alone.told(lessons[id])["steps"], strict=True):
        # What can be done in the app may be told.
        here = re.sub(r"In the app [^.]+\.", "", there["text"] + there["notice"])
        assert not NOT_HERE.search(here), step.id
        words = "".join(said(draw["items"], False) for draw in there["draws"])
        assert not re.search(r"[Mm]ove the slider|is in the table", words), step.id


def test_bricks_of_a_file_are_there_to_be_read(lessons: dict[str, bytes]) -> None:
    file = alone.told(lessons["builder"])
    brick = parts(file["steps"][0]["draws"][0], "bricks")[0]
    told = json.loads(alone.piece(file["pieces"][brick["data"]["text"]]))
    assert told["still"] is True


def test_what_several_steps_show_stands_in_a_file_once(lessons: dict[str, bytes]) -> None:
    told = alone.told(lessons[LARGE])
    opened = [alone.piece(piece) for piece in told["pieces"]]
    assert len(set(opened)) == len(opened)
    first, last = (
        parts(step["draws"][0], "gallery")[0]["data"]["pieces"] for step in told["steps"][:: len(told["steps"]) - 1]
    )
    assert set(first) == set(last)


@pytest.mark.parametrize("id", TAKEN)
def test_every_step_alone_is_within_the_cap(id: str) -> None:
    sizes = [len(file) for file in alone.steps(id)]
    print(id, max(sizes))
    assert max(sizes) <= limits.ALONE_BYTES


@pytest.mark.parametrize("path", PATHS)
def test_every_view_is_within_the_cap_and_shows_something(path: str) -> None:
    file = alone.view(path)
    print(path, len(file))
    assert len(file) <= limits.ALONE_BYTES
    assert any(item["kind"] == "part" for item in alone.told(file)["steps"][0]["draws"][0]["items"])


def test_nothing_in_a_file_asks_for_anything_outside_it(lessons: dict[str, bytes]) -> None:
    for file in lessons.values():
        text = file.decode()
        assert not re.findall(r"""(?:src|href)=["'](?!data:)""", alone.FILE.sub("", text))
        assert not re.findall(r"\b(?:XMLHttpRequest|WebSocket|EventSource|sendBeacon)\b\(?", text)
        # What the component of runs asks a server in the app is answered in the file; the browser lets nothing out.
        policy = "connect-src 'none'; img-src data: blob:; form-action 'none'"
        assert f'http-equiv="Content-Security-Policy" content="{policy}">' in text
        assert "@import url" not in text
        assert "url(" not in alone.FILE.sub("", text)


@pytest.mark.parametrize("id", TAKEN)
def test_every_draw_of_a_step_holds_the_numbers_of_its_scene(lessons: dict[str, bytes], id: str) -> None:
    file, steps = alone.told(lessons[id]), registry.LESSONS[id].steps
    # All of them, or the first of each where all would be too much.
    drawn, every = (
        [len(one["draws"]) for one in file["steps"]],
        [len(one.scenes) if one.question else 1 for one in steps],
    )
    assert drawn in (every, [1] * len(steps))
    for number, (step, said) in enumerate(zip(steps, file["steps"], strict=True), 1):
        for draw, shown in enumerate(said["draws"]):
            scene = Now(id, number, draw).scene
            if not isinstance(scene, scenes.Computed) or not parts(shown, "explorer"):
                continue
            [explorer] = parts(shown, "explorer")
            for which, asking in (("data", False), ("open", bool(step.question))):
                header, arrays = packing.unpacked(data(file, explorer[which]))
                assert header["asking"] is asking
                assert header["alone"] is True
                np.testing.assert_array_equal(arrays["output"], scene.result.output[0])


def test_what_appears_only_after_an_answer_is_not_there_before(lessons: dict[str, bytes]) -> None:
    [below] = parts(alone.told(lessons["padding-and-stride"])["steps"][0]["draws"][0], "gallery")
    assert below["open"] is None


def test_a_step_without_runs_says_that_training_needs_the_app(lessons: dict[str, bytes]) -> None:
    steps = alone.told(lessons["compare"])["steps"]
    said = [
        any("Training needs the app" in item.get("html", "") for item in draw["items"])
        for step in steps
        for draw in step["draws"]
    ]
    runs = [bool(parts(draw, "live")) for step in steps for draw in step["draws"]]
    assert said == [not here for here in runs]
    assert any(said)


def test_what_each_line_of_the_gradients_does_comes_with_the_answer(lessons: dict[str, bytes]) -> None:
    for step in alone.told(lessons["deeper"])["steps"][:4]:
        items = step["draws"][0]["items"]
        assert "Each layer hands back less" in said(items, False)
        assert "Each layer hands back less" not in said(items, True)


def test_what_is_set_beside_runs_is_said_only_where_these_are_of_it(lessons: dict[str, bytes]) -> None:
    """The link to a run leaves the controls as they are; in the app the panel says how they differ."""
    for id, same in (("train", [True, False, False, False, True]), ("compare", [True, False, True, True, False, True])):
        steps = alone.told(lessons[id])["steps"]
        assert ["Data: <strong>" in said(step["draws"][0]["items"], False) for step in steps] == same


def test_the_layers_that_a_question_is_about_stay_in_sight() -> None:
    style = alone.told(alone.view("two-wheels"))["styles"]["wheels"]
    assert not re.search(r"\.stack \{\s*display: none", style)
    assert ".stack :is(.ways, .adding, .chip button) { display: none; }" in style


def test_controls_that_need_the_server_are_left_out() -> None:
    file = alone.told(alone.view("step-by-step", kernel1="box"))
    header, _ = packing.unpacked(data(file, parts(file["steps"][0]["draws"][0], "explorer")[0]["data"]))
    knobs = {knob["name"]: knob for knob in header["knobs"]}
    assert not any(knob["remote"] for knob in knobs.values())
    # The size of the kernel, which the server builds, is there to be read.
    assert [knobs["stride"]["locked"], knobs["size"]["locked"], header["values"]["size"]] == [False, True, 5]
    bench = alone.told(alone.view("kernel-lab"))
    header, _ = packing.unpacked(data(bench, parts(bench["steps"][0]["draws"][0], "gallery")[0]["data"]))
    tiles = [tile for section in header["sections"] for tile in section["tiles"]]
    assert not any(tile.get("opens") or tile.get("id") for tile in (*tiles, header["bench"]["map"]))


def test_a_view_that_is_too_large_says_so_in_a_sentence(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(limits, "ALONE_BYTES", 1000)
    with pytest.raises(InputError, match=r"would take .* MB, and 0\.0 are the most"):
        document.page(document.Document("T", "", ()))


@pytest.mark.parametrize(
    ("name", "count", "said"), [("live", 1, "epochs"), ("cover", 1, "picture"), ("live", 2, "one by one")]
)
def test_a_file_that_is_too_large_says_what_would_be_smaller(
    monkeypatch: pytest.MonkeyPatch, name: str, count: int, said: str
) -> None:
    monkeypatch.setattr(limits, "ALONE_BYTES", 1000)
    step = document.Step("", (document.Draw((document.Shown(name, "", {}, None),)),))
    with pytest.raises(InputError, match=said):
        document.page(document.Document("T", "", (step,) * count))


def test_whose_a_photograph_is_stands_in_the_file() -> None:
    file = alone.told(alone.view("step-by-step", input="picture", image="cat", side="32"))
    assert any("Stefan" in credit for credit in file["credits"])
    assert not alone.told(alone.view("step-by-step"))["credits"]


def test_a_page_that_fails_gives_no_file(monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(*_: object) -> None:
        raise ValueError("a bug")

    monkeypatch.setattr(page, "_lead_on", fail)
    with pytest.raises(AssertionError):
        alone.view("step-by-step")


def test_a_file_has_every_line_of_the_scripts_but_comments(monkeypatch: pytest.MonkeyPatch) -> None:
    used = tuple(sorted(set(pages.COMPONENTS) - document.DRAWN))
    without = components.together(used, document.PLAYER).splitlines()
    monkeypatch.setattr(components, "_COMMENT", re.compile(r"(?!)"))
    code, within = [], False
    for line in components.together(used, document.PLAYER).splitlines():
        begins = line.strip().startswith("/*")
        whole = begins and line.count("*/") == 1 and line.rstrip().endswith("*/")
        if not (within or whole or line.strip().startswith("//") or (begins and "*/" not in line)):
            code.append(line)
        within = (within or begins) and "*/" not in line
    assert without == code
