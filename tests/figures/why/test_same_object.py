"""cnnviz.figures.why: what the page “Same object, another place” is sent and says."""

import json

import numpy as np

from cnnviz.figures.why import any_size, in_text, same_object
from cnnviz.images import picture, samples
from cnnviz.images.samples import scenes
from cnnviz.nets import shapes
from cnnviz.nets.inside import any_size as networks
from cnnviz.ops import catalogue
from cnnviz.ops.compared import edge_rules, equivariance, sentence

SCENE = scenes.shape("t", 64)
KERNEL = catalogue.weights("sobel-x", {})[1][0, 0].astype(np.float32)
WHOLE = picture.floats(picture.working(samples.picture("still-life", 48), 48, "grey").pixels)[0]


def test_the_message_says_what_is_moved_and_how_it_is_filtered() -> None:
    blob = same_object.blob(SCENE, equivariance.Filter(KERNEL, 2, "valid"), (3, -4))
    header = json.loads(blob[4 : 4 + int.from_bytes(blob[:4], "little")])
    assert {key: header[key] for key in ("stride", "mode", "amount", "box", "pool", "at")} == {
        "stride": 2,
        "mode": "constant",
        "amount": "valid",
        "box": [16, 16, 32, 32],
        "pool": 4,
        "at": [3, -4],
    }
    assert [entry[:3] for entry in header["arrays"]] == [
        ["palette", "uint8", [256, 3]],
        ["pixels", "uint8", [64, 64]],
        ["kernel", "float32", [3, 3]],
    ]


def test_the_table_counts_what_differs_under_every_rule() -> None:
    """C43, C48."""
    found = edge_rules.every_edge(WHOLE, KERNEL, 1, (2, 5))
    rows = {row["beyond the edge"]: row for row in same_object.edges_table(found)}
    assert list(rows) == list(equivariance.EDGES.values())
    inside = (48 - 2 - 2) * (48 - 5 - 2)
    for edge, one in found.items():
        row = rows[equivariance.EDGES[edge]]
        border = (46 if edge == "valid" else 48) ** 2 - inside
        assert row["differ inside"] == f"0 of {inside:,} cells"
        assert row["differ in the border"] == f"{one.differing[1]:,} of {border:,} cells"
    assert rows["wrap around"]["largest difference"] == "0"
    said = same_object.sentence((2, 5), 1, found)
    assert said.startswith("Moved 2 rows down and 5 columns to the right at stride 1, no cell inside")
    assert "no cell inside differs under any rule. Both orders agree everywhere with: wrap around." in said


def test_a_thing_that_is_whole_has_no_border_to_speak_of() -> None:
    found = edge_rules.every_edge(picture.floats(SCENE.pixels), KERNEL, 1, (2, 5))
    assert "nothing but black comes into sight" in same_object.sentence((2, 5), 1, found)


def test_an_odd_shift_at_stride_two_is_counted() -> None:
    found = edge_rules.every_edge(WHOLE, KERNEL, 2, (0, 3))
    (inside,) = {one.differing[0] for one in found.values()}
    assert f"{inside:,} cells inside differ under each rule" in same_object.sentence((0, 3), 2, found)


def test_what_one_cell_sees_is_told_beside_the_thing() -> None:
    """C44."""
    assert "sees 3 × 3 pixels of a thing of 32 × 32" in same_object.sees(equivariance.Filter(KERNEL), SCENE)


def test_the_answers_of_both_networks_are_told_with_their_numbers() -> None:
    """C69."""
    records = {end: shapes.records(networks.network(end)) for end in ("global", "flatten")}
    assert any_size.layers_table(records)[2:] == [
        {"global": "3 · Global max pool: 8 values", "flatten": "3 · Flatten: 5,408 values"},
        {"global": "", "flatten": "4 · Dense 8: 8 values"},
    ]
    assert any_size.said("global", ("N", "S"), np.array([1.5, 2])).endswith("N 1.5, S 2.")
    assert "It answers: 1.5, 2." in any_size.said("flatten", ("N", "S"), np.array([1.5, 2]))


def test_the_sentence_stands_over_the_filters_answers() -> None:
    """C36."""
    found = sentence.found("great", 4, 1)
    words, answers = in_text.strip(found)
    assert words["5"] == "great"
    assert [answers[str(at)] for at in range(1, 8)] == ["0", "0", "0", "0", "1", "0", "0"]
    assert in_text.said(found, 1) == "Maximum of the map: 1. Weights that know the word at place 2: 0."
