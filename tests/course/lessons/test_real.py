"""Lessons about networks that have learned: their keys by plain loops and scipy, and what their texts claim."""

import warnings

import numpy as np
import pytest
from scipy import stats

from cnnviz.course import questions, registry, scenes
from cnnviz.course.lesson import Step
from cnnviz.course.lessons.real import (
    find_your_kernel,
    known,
    operate,
    own_classes,
    real_network,
    train,
    what_it_looks_for,
    where_it_looked,
)
from cnnviz.course.scenes import Scene
from cnnviz.inspect.alike import candidates
from cnnviz.inspect.looks import scan, sets
from cnnviz.inspect.own_classes import example
from cnnviz.inspect.way import graph
from cnnviz.nets import forward
from cnnviz.training import recorded, runs
from cnnviz.training.events import EventKind
from cnnviz.ui.inspect import looks


def step(lesson: str, id: str) -> Step:
    return next(one for one in registry.LESSONS[lesson].steps if one.id == id)


def key(lesson: str, id: str, draw: int = 0) -> questions.Given:
    one = step(lesson, id)
    assert one.question
    return questions.right_answer(one.question, one.scenes[draw])


def test_what_training_changes_are_the_filters_of_the_first_layer() -> None:
    first, last = (known.told(recorded.FIRST, EventKind.SNAPSHOT)[at].arrays["0.weight"] for at in (0, -1))
    assert key("train", "weights") == (first != last).size == 32 * 3 * 3


@pytest.mark.parametrize("view", recorded.PAIR)
def test_the_losses_are_those_that_the_runs_told(view: str) -> None:
    trained, checked = train.losses(view)
    batches = [value for event in known.told(view, EventKind.SCALARS) for value in event.arrays["loss"].tolist()]
    (begun,) = known.told(view, EventKind.BEGUN)
    steps = begun.header["epoch_steps"]
    assert trained == pytest.approx(sum(batches[-steps:]) / steps)
    assert checked > 2 * trained
    assert trained < 0.1, "the text says that it has fallen nearly to 0"


def test_the_best_of_many_is_as_much_too_high_as_when_they_are_drawn() -> None:
    rng, share = np.random.default_rng(0), 0.92
    drawn = rng.binomial(1000, share, (4000, train.RUNS)).max(axis=1).mean() / 1000 - share
    assert train.too_high(train.RUNS, 1000, share) == pytest.approx(drawn, abs=0.0005)
    assert train.too_high(1, 1000, share) == pytest.approx(0, abs=1e-9)
    right = np.arange(1001)
    exact = (1 - stats.binom.cdf(right, 1000, share) ** train.RUNS).sum() / 1000 - share
    assert train.too_high(train.RUNS, 1000, share) == pytest.approx(exact, abs=1e-9)


def test_the_sure_answers_are_of_pictures_that_are_none_of_its_classes() -> None:
    assert min(float(known.shares(scene).max()) for scene in step("real-network", "strange").scenes) > real_network.SURE


def test_the_first_of_both_answers_is_right_and_their_maps_are_largest_at_one_place() -> None:
    labels = runs.validation(runs.fetch_run(recorded.FIRST)).labels
    for scene in step("where-it-looked", "classes").scenes:
        number = int(str(scene.values[known.PICTURE]))
        assert known.passed(scene).logits.argmax() == labels[number - 1]
        places = []
        for one in where_it_looked.cams(scene):
            cells = [(float(one.sums[row, column]), row, column) for row in range(5) for column in range(5)]
            assert max(cells)[0] > 0, "something speaks for it"
            places.append(max(cells)[1:])
        assert places[0] == places[1]


def test_on_most_pictures_both_maps_are_largest_at_two_places() -> None:
    """As the answer says, so that nobody takes the pictures asked about for the rule."""
    asked = [Scene(where_it_looked.PAGE, known.on(number)) for number in range(1, 41)]
    assert sum(where_it_looked._places(scene) == "no" for scene in asked) > 30


def test_the_twins_map_is_as_much_alike_as_scipy_says() -> None:
    """On the pictures asked about both ways; hardly on most, as the answer says."""
    for draw, scene in enumerate(step("where-it-looked", "twin").scenes):
        found = ranked_alike(scene)
        assert found > where_it_looked.ALIKE or found < where_it_looked.UNLIKE
        assert key("where-it-looked", "twin", draw) == ("alike" if found > where_it_looked.ALIKE else "unlike")
    several = [ranked_alike(Scene(where_it_looked.PAGE, known.on(number))) for number in range(9, 31)]
    told = [one for one in several if not np.isnan(one)]
    assert sum(one < where_it_looked.UNLIKE for one in told) > len(told) / 2


def ranked_alike(scene: Scene) -> float:
    own, other = where_it_looked.cams(scene)[0], where_it_looked.cams(scene, random=True)[0]
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", stats.ConstantInputWarning)
        return float(stats.spearmanr(own.map.ravel(), other.map.ravel()).statistic)


def test_the_maps_answer_to_pictures_of_all_classes() -> None:
    run = runs.fetch_run(recorded.FIRST)
    values = known.model().preparation.normalisation.applied(runs.dataset(run).train.pictures[:32])
    made = forward.outputs(known.model().network, known.model().weights, values, {"4"})["4"]
    for scene in step("what-it-looks-for", "tip").scenes:
        answered = (made[:, int(str(scene.values["look_map"])) - 1].max(axis=(1, 2)) > 0).mean()
        assert answered > what_it_looks_for.MOST
        assert what_it_looks_for.answered(scene) == pytest.approx(answered, abs=0.1)


def test_the_strongest_patches_of_the_maps_are_of_one_class() -> None:
    run = runs.fetch_run(recorded.FIRST)
    data = runs.dataset(run)
    found = graph.graph(known.model().network).step_of("3")
    assert found
    work = scan.scanning(known.model(), found, sets.first(str(run.config.data), data))
    seen = work.begun()
    while seen.done < len(work.pictures):
        seen = work.advanced(seen)
    for scene in step("what-it-looks-for", "tip").scenes:
        strongest = seen.top.windows[int(str(scene.values["look_map"])) - 1][: looks.SHOWN]
        assert len(set(data.train.labels[strongest].tolist())) == 1


def test_of_the_three_filters_the_one_with_the_longest_weights_is_not_missed_most() -> None:
    weights = known.model().weights["0.weight"]
    lengths = {one: float(np.linalg.norm(weights[one - 1])) for one in operate.THREE}
    assert max(lengths, key=lengths.__getitem__) == operate.THREE[0]
    assert np.argmax(np.linalg.norm(weights.reshape(32, -1), axis=1)) == operate.THREE[0] - 1
    for draw, scene in enumerate(step("operate", "missed").scenes):
        lost = {}
        for one in operate.THREE:
            silent = dict(known.model().weights)
            silent["0.weight"], silent["0.bias"] = silent["0.weight"].copy(), silent["0.bias"].copy()
            silent["0.weight"][one - 1], silent["0.bias"][one - 1] = 0, 0
            values = known.passed(scene).known[""]
            logits = forward.outputs(known.model().network, silent, values.reshape(1, 1, 28, 28), {"8"})["8"][0]
            best = int(known.passed(scene).logits.argmax())
            lost[str(one)] = float(known.passed(scene).logits[best] - logits[best])
        assert max(lost, key=lost.__getitem__) == key("operate", "missed", draw)


def test_the_filters_that_are_emptied_have_a_bias_above_nought() -> None:
    for scene in step("operate", "empty").scenes:
        assert known.model().weights["0.bias"][int(str(scene.values["op_channel"])) - 1] > 0


def test_what_is_left_out_is_counted_one_by_one() -> None:
    whole, without = own_classes.right()
    labels = example.classes().labels
    assert whole == len(labels), "the text says that all are right"
    assert without <= whole / 2
    assert key("own-classes", "frozen") == 3 * (own_classes.FEATURES + 1)
    assert own_classes._features().shape == (len(labels), own_classes.FEATURES)


def test_the_nearest_kernels_cosine_is_what_loops_find_at_any_length() -> None:
    weights = known.model().weights
    kernels = np.concatenate([weights["0.weight"].reshape(-1, 9), weights["3.weight"].reshape(-1, 9)]).astype(float)
    assert len(kernels) == find_your_kernel.COUNT
    kernel = candidates.candidates()["sobel-x"].weights.ravel()
    cosines = [abs(one @ kernel) / (np.linalg.norm(one) * np.linalg.norm(kernel)) for one in kernels]
    for times in (1, 2):
        assert find_your_kernel.best(times * kernel.reshape(3, 3)) == pytest.approx(max(cosines), abs=1e-5)


def test_chance_comes_near_to_every_kernel_that_is_asked_about() -> None:
    rng = np.random.default_rng(5)
    for scene in step("find-your-kernel", "chance").scenes:
        kernel = candidates.candidates()[str(scene.values["kernel"])].weights.ravel()
        drawn = rng.normal(size=(find_your_kernel.COUNT, 9))
        assert (np.abs(drawn @ kernel) / np.linalg.norm(drawn, axis=1)).max() > 0.85 * np.linalg.norm(kernel)


def test_scenes_name_no_stage() -> None:
    """Their pages are asked about by values alone: what they set is what the links of these pages know."""
    for id in ("train", "real-network", "where-it-looked", "what-it-looks-for", "operate", "own-classes"):
        assert not any(isinstance(one, scenes.Computed) for each in registry.LESSONS[id].steps for one in each.scenes)
