"""cnnviz.datasets.catalogue: every choice, described and loaded, and what is kept in memory."""

import ast
import threading
from pathlib import Path

import numpy as np
import pytest

from cnnviz import limits
from cnnviz.datasets import catalogue, choice, data, shapes
from cnnviz.datasets.brought import own
from cnnviz.datasets.choice import Choice
from cnnviz.errors import InputError
from tests.datasets.zips import classes, zipped

OWN = own.gathered_zip(zipped(classes(2, 20)), "Mine").dataset
SHA = "ab" * 32


def kept(sha: str) -> data.Dataset:
    assert sha == SHA
    return OWN


@pytest.fixture(autouse=True)
def _fresh(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(catalogue, "_LOADED", catalogue._LoadedSets())


CHOICES = [
    Choice(),
    Choice(images=0),
    Choice(images=40, colour=True),
    Choice(choice.MNIST_5K),
    Choice(choice.MNIST_5K, images=500, seed=3),
    Choice(choice.FASHION, images=1000),
    Choice(choice.FASHION, images=0),
    Choice(choice.OWN, own=SHA),
    Choice(choice.OWN, own=SHA, images=10),
]


def test_every_name_that_can_be_chosen_is_here() -> None:
    assert tuple(catalogue.DATASETS) == choice.NAMES


@pytest.mark.parametrize("chosen", CHOICES, ids=str)
def test_what_is_described_is_what_is_loaded(chosen: Choice) -> None:
    entry = catalogue.DATASETS[chosen.name]
    if why_not := entry.why_not(chosen):
        pytest.skip(why_not)
    dataset = catalogue.load(chosen, kept)
    assert data.described(dataset) == catalogue.described(chosen, kept)
    assert entry.size(chosen, kept) == dataset.size
    assert entry.classes(chosen, kept) == dataset.classes
    assert entry.counts(chosen, kept) == dataset.counts
    for part in (dataset.train, dataset.validation, dataset.test):
        assert part.pictures.dtype == part.labels.dtype == np.uint8
        assert len(part.pictures) == len(part.labels)
        assert part.labels.max() == len(dataset.classes) - 1
        assert not part.pictures.flags.writeable


def test_every_entry_says_what_it_is() -> None:
    for entry in catalogue.DATASETS.values():
        assert entry.title
        assert entry.sentence.endswith(".")
        assert bool(entry.fetch) == bool(entry.offer)


def test_describing_loads_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(catalogue.Known, "load", None)
    for name in (choice.SHAPES, choice.FASHION, choice.MNIST, choice.MNIST_5K):
        assert catalogue.described(Choice(name)).train > 0


def test_own_data_nobody_uploaded_are_refused_with_the_way_to_get_some() -> None:
    for use in (catalogue.load, catalogue.described):
        with pytest.raises(InputError, match="Upload a zip of class folders"):
            use(Choice(choice.OWN), kept)


def test_files_that_are_missing_are_told_and_downloaded_only_by_fetch(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("CNNVIZ_HOME", str(tmp_path))
    monkeypatch.setenv("CNNVIZ_DATA", str(tmp_path))
    monkeypatch.setattr("cnnviz.datasets.public.known._SYSTEM", tmp_path)
    asked = []
    monkeypatch.setattr("cnnviz.datasets.public.download.fetch", lambda source, folder, progress: asked.append(folder))
    for name in (choice.FASHION, choice.MNIST):
        with pytest.raises(InputError, match="are not on this computer"):
            catalogue.load(Choice(name))
    assert not asked
    fetch = catalogue.DATASETS[choice.MNIST].fetch
    assert fetch
    fetch(None)
    assert asked == [tmp_path / "datasets" / "mnist"]


def test_a_choice_is_loaded_once_and_the_same_arrays_are_given_again() -> None:
    assert catalogue.load(Choice(images=40)) is catalogue.load(Choice(images=40))
    assert catalogue.load(Choice(images=40)) is not catalogue.load(Choice(images=48))


def test_many_who_ask_at_once_wait_for_one_load(monkeypatch: pytest.MonkeyPatch) -> None:
    drawn: list[Choice] = []
    gate = threading.Barrier(8)
    real = shapes.drawn

    def draw(chosen: Choice) -> data.Dataset:
        drawn.append(chosen)
        return real(chosen)

    monkeypatch.setattr(shapes, "drawn", draw)

    def ask() -> None:
        gate.wait()
        catalogue.load(Choice(images=40))

    threads = [threading.Thread(target=ask) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(drawn) == 1


def test_nobody_waits_for_a_set_that_somebody_else_loads() -> None:
    kept, loading, done = catalogue._LoadedSets(), threading.Event(), threading.Event()
    small = catalogue.load(Choice(images=8))

    def slowly() -> data.Dataset:
        loading.set()
        assert done.wait(10)
        return small

    # A set cut from a whole one loads that one meanwhile.
    slow = threading.Thread(target=lambda: kept.get("cut", lambda: kept.get("whole", slowly)))
    slow.start()
    assert loading.wait(10)
    quick = threading.Thread(target=lambda: kept.get("other", lambda: small))
    quick.start()
    quick.join(5)
    waited = quick.is_alive()
    done.set()
    slow.join(10)
    assert not waited
    assert list(kept._sets) == ["other", "whole", "cut"]
    assert not kept._loading


def test_a_set_that_could_not_be_loaded_is_tried_again() -> None:
    kept = catalogue._LoadedSets()

    def broken() -> data.Dataset:
        raise InputError("The file is damaged.")

    for _ in range(2):
        with pytest.raises(InputError, match="damaged"):
            kept.get("broken", broken)
    assert not kept._loading
    small = catalogue.load(Choice(images=8))
    assert kept.get("broken", lambda: small) is small


def test_memory_is_bounded_and_what_was_used_last_is_kept(monkeypatch: pytest.MonkeyPatch) -> None:
    each = 784 * (800 + 2 * shapes.HELD_BACK)
    monkeypatch.setattr(limits, "DATA_CACHE_BYTES", 2 * each)
    first, second = (catalogue.load(Choice(images=800, seed=seed)) for seed in (1, 2))
    assert catalogue.load(Choice(images=800, seed=1)) is first
    catalogue.load(Choice(images=800, seed=3))
    assert catalogue.load(Choice(images=800, seed=1)) is first
    assert catalogue.load(Choice(images=800, seed=2)) is not second


def test_one_set_larger_than_the_bound_is_kept_alone(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(limits, "DATA_CACHE_BYTES", 1)
    assert catalogue.load(Choice(images=40)) is catalogue.load(Choice(images=40))


def test_nothing_here_imports_torch_streamlit_or_mlxtend() -> None:
    for path in Path(catalogue.__file__).parent.rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text())):
            names = [one.name for one in node.names] if isinstance(node, ast.Import) else []
            names += [node.module] if isinstance(node, ast.ImportFrom) and node.module else []
            assert not {name.split(".")[0] for name in names} & {"torch", "streamlit", "mlxtend", "starlette"}
