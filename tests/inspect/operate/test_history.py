"""Undo and redo: laws over every short way of using them."""

import itertools

from cnnviz.inspect.operate.history import MOST, History

ACTS = {
    "a": lambda past: past.to("a"),
    "b": lambda past: past.to("b"),
    "undo": History.undo,
    "redo": History.redo,
}


def test_the_laws_of_undo_hold_after_whatever_was_done() -> None:
    for acts in itertools.product(ACTS, repeat=5):
        past = History("start")
        for act in acts:
            past = ACTS[act](past)
        if past.before:
            assert past.undo().redo() == past
            assert past.undo().now == past.before[-1]
        else:
            assert past.undo() is past
        if past.undone:
            assert past.redo().undo() == past
        else:
            assert past.redo() is past
        fresh = past.to("fresh")
        assert fresh.undo().now == past.now
        assert not fresh.undone
        assert past.to(past.now) is past


def test_it_is_bounded() -> None:
    past = History("0")
    for number in range(3 * MOST):
        past = past.to(str(number + 1))
    assert len(past.before) == MOST
