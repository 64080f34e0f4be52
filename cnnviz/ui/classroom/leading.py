"""A teacher's page in a class: where it goes, all pages go that are to follow; and the class at its foot."""

from collections.abc import Mapping
from typing import Any

from cnnviz.classroom import held, lead, state
from cnnviz.classroom.held import Room
from cnnviz.classroom.state import State
from cnnviz.errors import InputError
from cnnviz.ui import catalogue, links, places
from cnnviz.ui.components import strip
from cnnviz.ui.course import now
from cnnviz.ui.taking_part import membership

# Pages on which nobody is followed.
STAYS = (catalogue.CLASS.path, catalogue.JOIN.path)


def room() -> Room | None:
    """The class that this session leads, as far as it can be known now."""
    secret = membership.current().teacher
    if not secret:
        return None
    try:
        return held.ROOMS.led(secret)
    except held.GoneError:
        membership.lead("")
    except InputError:
        pass
    return None


def show_class(entry: catalogue.Entry) -> None:
    """What is done to all pages from any page of the teacher's but the board."""
    secret = membership.current().teacher
    if secret and entry is not catalogue.CLASS:
        strip.strip({"secret": secret}, "class_strip", _follow, lambda: places.go(catalogue.CLASS))


def _follow(told: Mapping[str, Any]) -> None:
    """All follow from now on, or no longer; the page is drawn anew then, and takes them along."""
    try:
        lead.change(membership.current().teacher, lambda before, _: state.following(before, told.get("on") is True))
    except InputError:
        # The strip goes on asking, and shows how it is.
        return


def take_along() -> None:
    """Send everybody here, where they follow; call it when a page's controls are drawn."""
    secret = membership.current().teacher
    if not secret:
        return
    led, (page, query) = room(), links.here()
    if led is None or not led.state.following or page in STAYS or not page:
        return
    if (led.state.sent.page, led.state.sent.query) == (page, state.public(query)):
        return
    on = now.current()
    step = on.name if on and on.step.question else ""
    try:
        lead.change(secret, lambda before, at: _sent(before, page, query, step, at))
    except InputError:
        # Said on the board; the next change of the page tries again.
        return


def _sent(before: State, page: str, query: str, step: str, at: float) -> State:
    return state.sent(before, page, query, step, at, again=False) if before.following else before
