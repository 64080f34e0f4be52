"""Pictures in classes: every change makes a new album, in bounds."""

import numpy as np
import pytest

from cnnviz import limits
from cnnviz.errors import InputError
from cnnviz.inspect.own_classes import album
from tests.inspect.own_classes.conftest import Paint


def names(shown: album.Album) -> list[list[str]]:
    return [[one.name for one in group.photos] for group in shown.groups]


@pytest.fixture
def filled(paint: Paint) -> album.Album:
    made = album.empty(3)
    for at, count in enumerate((3, 2, 1)):
        made, _ = album.added(made, at, [paint(10 * at + seed) for seed in range(count)])
    return made


def test_a_photo_is_its_middle_square() -> None:
    pixels = np.zeros((100, 300, 3), np.uint8)
    pixels[:, 100:200] = 200
    one = album.photo(pixels, "wide.png")
    assert one.pixels.shape == (album.SIDE, album.SIDE, 3)
    assert one.small.shape == (album.SMALL, album.SMALL, 3)
    assert (one.pixels == 200).all()
    assert not one.pixels.flags.writeable


def test_pixels_tell_photos_apart_and_names_do_not(paint: Paint) -> None:
    assert paint(1, "a").digest == paint(1, "b").digest
    assert paint(1).digest != paint(2).digest


def test_labels_follow_the_classes(filled: album.Album) -> None:
    assert filled.labels.tolist() == [0, 0, 0, 1, 1, 2]
    assert [one.name for one in filled.photos] == ["0.png", "1.png", "2.png", "10.png", "11.png", "20.png"]


def test_the_same_picture_is_in_a_class_once_and_may_be_in_two(filled: album.Album, paint: Paint) -> None:
    made, left_out = album.added(filled, 0, [paint(1, "again.png"), paint(5), paint(5)])
    assert names(made)[0] == ["0.png", "1.png", "2.png", "5.png"]
    assert left_out == ("again.png is in this class already.", "5.png is in this class already.")
    made, left_out = album.added(filled, 1, [paint(0)])
    assert names(made)[:2] == [["0.png", "1.png", "2.png"], ["10.png", "11.png", "0.png"]]
    assert not left_out


def test_a_picture_is_moved_and_taken_away(filled: album.Album) -> None:
    assert names(album.moved(filled, 0, 1, 2)) == [["0.png", "2.png"], ["10.png", "11.png"], ["20.png", "1.png"]]
    assert names(album.removed(filled, 1, 0)) == [["0.png", "1.png", "2.png"], ["11.png"], ["20.png"]]
    assert names(filled)[0] == ["0.png", "1.png", "2.png"]


def test_a_picture_is_not_moved_to_where_it_is_already(filled: album.Album, paint: Paint) -> None:
    made, _ = album.added(filled, 1, [paint(0)])
    with pytest.raises(InputError, match=r"0\.png is in this class already"):
        album.moved(made, 0, 0, 1)


@pytest.mark.parametrize(
    ("typed", "name"),
    [
        (" cat ", "cat"),
        ("a/b\\c", "a∕b∖c"),
        ("<b>*x*</b> $y$ :smile:", "<b>*x*<∕b> $y$ :smile:"),
        ("\u202egnp\u202c", "gnp"),
        ("x" * 100, "x" * 33),
        ("猫", "猫"),
        ("two\nlines", "two lines"),
    ],
)
def test_a_name_is_one_line_of_text(filled: album.Album, typed: str, name: str) -> None:
    made = album.renamed(filled, 1, typed)
    found = made.groups[1].name
    assert len(found) <= album.LONGEST
    assert found.startswith(name[:20])
    assert names(made) == names(filled)


@pytest.mark.parametrize("typed", ["", "   ", "Class 1"])
def test_no_name_and_that_of_another_class_are_refused(filled: album.Album, typed: str) -> None:
    with pytest.raises(InputError):
        album.renamed(filled, 1, typed)
    assert album.renamed(filled, 0, "Class 1").names == filled.names


def test_there_are_so_many_classes_at_most(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(limits, "OWN_CLASSES", 4)
    made = album.with_group(album.without_group(album.empty(3), 0))
    assert made.names == ("Class 2", "Class 3", "Class 4")
    made = album.with_group(made)
    assert len(set(made.names)) == 4
    with pytest.raises(InputError, match="At most 4"):
        album.with_group(made)


def test_pictures_are_bounded_in_a_class_in_all_and_for_everybody(
    filled: album.Album, paint: Paint, monkeypatch: pytest.MonkeyPatch
) -> None:
    each = filled.photos[0].pixels.nbytes
    with monkeypatch.context() as patch:
        patch.setattr(limits, "OWN_CLASS_PICTURES", 4)
        made, left_out = album.added(filled, 0, [paint(31), paint(32), paint(33)])
        assert len(made.groups[0].photos) == 4
        assert left_out[0] == "32.png was left out: a class has room for 4 pictures."
        assert len(left_out) == 2
    with monkeypatch.context() as patch:
        patch.setattr(limits, "OWN_CLASSES_BYTES", 7 * each)
        made, left_out = album.added(filled, 2, [paint(31), paint(32)])
        assert len(made.photos) == 7
        assert left_out == ("32.png was left out: there is room for 7 pictures in all classes together.",)
    with monkeypatch.context() as patch:
        patch.setattr(limits, "OWN_CLASSES_ALL_BYTES", 0)
        made, left_out = album.added(filled, 2, [paint(31)])
        assert names(made) == names(filled)
        assert "this server holds as many pictures as it can" in left_out[0]


def test_what_a_session_has_left_no_longer_counts(paint: Paint, monkeypatch: pytest.MonkeyPatch) -> None:
    held = len(album._HELD)
    made, _ = album.added(album.empty(2), 0, [paint(41), paint(42)])
    assert len(album._HELD) == held + 2
    del made
    assert len(album._HELD) == held


def test_folders_name_classes_and_those_that_wait_make_room(filled: album.Album, paint: Paint) -> None:
    waiting = album.renamed(album.empty(3), 2, "kept")
    made, left_out = album.gathered(waiting, {"cat": [paint(1)], "dog": [paint(2), paint(2)]})
    assert made.names == ("kept", "cat", "dog")
    assert names(made) == [[], ["1.png"], ["2.png"]]
    assert left_out == ("2.png is in this class already.",)
    made, _ = album.gathered(filled, {"Class 2": [paint(50)]})
    assert names(made)[1] == ["10.png", "11.png", "50.png"]


def test_as_much_can_be_undone_as_memory_allows(filled: album.Album, monkeypatch: pytest.MonkeyPatch) -> None:
    history = [filled]
    for _ in range(30):
        history.append(album.with_group(album.without_group(history[-1], 2)))
    assert album.recent(history) == tuple(history[-album.REMEMBERED :])
    monkeypatch.setattr(limits, "OWN_CLASSES_BYTES", 0)
    assert album.recent(history) == (history[-1],)
