"""The classes that the page opens with: one picture lies in the wrong class, and leaving it out shows which."""

import numpy as np

from cnnviz.images.samples import photographs
from cnnviz.inspect.models import Model
from cnnviz.inspect.own_classes import album, example, features, fitting


def test_no_two_pictures_are_the_same() -> None:
    photos = example.classes().photos
    assert len({one.digest for one in photos}) == len(photos) == 15


def test_an_album_is_of_the_example_wherever_its_pictures_lie_until_another_comes() -> None:
    shown = album.moved(example.classes(), 1, 5, 0)
    assert example.holds(shown)
    more, _ = album.added(shown, 2, [album.photo(photographs.native("cat"), "another.png")])
    assert not example.holds(more)


def test_leaving_one_out_finds_the_picture_that_lies_in_the_wrong_class(lite0: Model) -> None:
    shown, kept = example.classes(), features.Kept()
    kept.compute(lite0, shown.photos, 600)
    found = kept.of(lite0, shown.photos)
    training = fitting.trained(found, shown.labels, 3, 0.01)
    assert training.right(shown.labels)[-1] == 15
    shares = fitting.left_out(found, shown.labels, 3, 0.01)
    (wrong,) = np.flatnonzero(shares.argmax(1) != shown.labels)
    assert shown.photos[wrong].name == "Cat, part 5"
    assert shown.names[shown.labels[wrong]] == "Cup"
    assert shown.names[shares[wrong].argmax()] == "Cat"
    for kind, name in (("cat", "Cat"), ("coffee", "Cup"), ("astronaut", "Person"), ("photographer", "Person")):
        seen = features.seen(lite0, album.photo(photographs.native(kind), kind))
        assert shown.names[training.classifier(-1).shares(seen.vector[None])[0].argmax()] == name
