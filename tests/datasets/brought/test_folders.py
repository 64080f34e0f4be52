"""cnnviz.datasets.brought.folders: the class and the part of every picture, in all the ways people keep them."""

import pytest

from cnnviz.datasets.brought import folders


def placed(*names: str) -> dict[str, str]:
    """The class of each file, after its part and a colon where there is one."""
    found = folders.places([folders.path(name) for name in names])
    return {names[at]: f"{place.part}:{place.kind}".lstrip(":") for at, place in found.items()}


PLAIN = ("cat/1.png", "cat/2.png", "dog/1.png", "dog/2.png")


@pytest.mark.parametrize("wrapper", ["", "all/", "a/b/c/", "train/", "my data (1)/Bilder/"])
def test_any_number_of_folders_around_the_classes_is_passed_over(wrapper: str) -> None:
    names = [wrapper + name for name in PLAIN]
    assert list(placed(*names).values()) == ["cat", "cat", "dog", "dog"]


@pytest.mark.parametrize("loose", ["1.png", "all/1.png", "all/x/logo.png"])
def test_what_lies_beside_the_class_folders_has_no_class(loose: str) -> None:
    names = [f"all/x/{name}" for name in PLAIN]
    assert placed(*names, loose).get(loose) is None
    assert len(placed(*names, loose)) == 4


def test_folders_in_a_class_folder_belong_to_it() -> None:
    assert placed("cat/1.png", "cat/summer/2.png", "dog/a/b/1.png") == {
        "cat/1.png": "cat",
        "cat/summer/2.png": "cat",
        "dog/a/b/1.png": "dog",
    }


@pytest.mark.parametrize(
    ("train", "validation", "test"),
    [
        ("train", "val", "test"),
        ("Training", "Validation", "Testing"),
        ("training_set", "dev_set", "test_set"),
        ("seg_train/seg_train", "seg_val/seg_val", "seg_test/seg_test"),
        ("data/train", "data/valid", "data/test"),
    ],
)
def test_folders_of_parts_are_the_split(train: str, validation: str, test: str) -> None:
    names = [f"{part}/{kind}/1.png" for part in (train, validation, test) for kind in ("cat", "dog")]
    expected = [f"{part}:{kind}" for part in ("train", "validation", "test") for kind in ("cat", "dog")]
    assert list(placed(*names).values()) == expected


def test_parts_within_the_classes_are_the_split_too() -> None:
    names = [f"{kind}/{part}/1.png" for kind in ("cat", "dog") for part in ("train", "test")]
    assert placed(*names) == {
        "cat/train/1.png": "train:cat",
        "dog/train/1.png": "train:dog",
        "cat/test/1.png": "test:cat",
        "dog/test/1.png": "test:dog",
    }


def test_beside_the_parts_there_may_be_other_folders() -> None:
    names = ("train/cat/1.png", "train/dog/1.png", "test/cat/1.png", "predict/1.png", "cover.png")
    assert placed(*names) == dict(zip(names, ("train:cat", "train:dog", "test:cat"), strict=False))


def test_the_same_classes_in_folders_that_mention_parts_are_a_split() -> None:
    names = [f"seg_{part}/seg_{part}/{kind}/1.png" for part in ("train", "test") for kind in ("sea", "forest")]
    expected = ["train:sea", "train:forest", "test:sea", "test:forest"]
    assert list(placed(*names, "seg_pred/seg_pred/1.png").values()) == expected


@pytest.mark.parametrize("other", ["bus", "station", "tests"])
def test_a_class_may_be_called_train(other: str) -> None:
    assert set(placed("train/1.png", f"{other}/1.png").values()) == {"train", other}


@pytest.mark.parametrize(
    "names",
    [
        ("cat.0.jpg", "cat.1.jpg", "dog.0.jpg", "dog.1.jpg"),
        ("cat_1.png", "cat_2.png", "dog_1.png", "dog_2.png"),
        ("cat (1).jpg", "cat (2).jpg", "dog (1).jpg", "dog (2).jpg"),
        ("cat-01.jpeg", "cat-02.jpeg", "dog01.webp", "dog 02"),
        ("photos/all/cat1", "photos/all/cat2", "photos/all/dog1", "photos/all/dog2"),
    ],
)
def test_in_one_folder_the_names_say_the_class(names: tuple[str, ...]) -> None:
    assert list(placed(*names).values()) == ["cat", "cat", "dog", "dog"]


def test_in_folders_of_parts_the_names_may_say_the_class() -> None:
    assert placed("train/cat.0.jpg", "train/dog.0.jpg", "test/cat.9.jpg", "test/dog.7.jpg") == {
        "train/cat.0.jpg": "train:cat",
        "train/dog.0.jpg": "train:dog",
        "test/cat.9.jpg": "test:cat",
        "test/dog.7.jpg": "test:dog",
    }


def test_numbers_alone_are_no_class_and_one_folder_is_one() -> None:
    assert placed("1.png", "2.png") == {}
    assert set(placed("cat/IMG_1.png", "cat/IMG_2.png").values()) == {"cat"}


def test_composed_and_decomposed_names_are_one_class_and_joiners_stay() -> None:
    family = "\U0001f468\u200d\U0001f469\u200d\U0001f467"
    found = placed("Caf\u00e9/1.png", "Cafe\u0301/2.png", f"{family}/1.png", "\u0645\u06cc\u200c\u062e/1.png")
    assert set(found.values()) == {"Caf\u00e9", family, "\u0645\u06cc\u200c\u062e"}
