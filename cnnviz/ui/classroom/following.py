"""A learner's page in a class: it hears of what the teacher does, and goes where the teacher sends it."""

from collections.abc import Mapping
from urllib.parse import parse_qsl

import streamlit as st

from cnnviz.classroom import codes, held
from cnnviz.classroom.state import Sent
from cnnviz.course import registry
from cnnviz.errors import InputError
from cnnviz.ui import catalogue, links, places
from cnnviz.ui.components import pupil
from cnnviz.ui.course import exercise, now, progress
from cnnviz.ui.course.now import Now
from cnnviz.ui.picture import own_picture
from cnnviz.ui.taking_part import membership, noting

OVER, STAYS = "The class is over.", "What you have learned stays yours."


def listen(entry: catalogue.Entry) -> None:
    """Let the page hear of the class; of those who are in none nothing is asked."""
    secret = membership.current().learner
    if not secret:
        return
    if noting.waiting():
        noting.send()
    try:
        membership.note(*held.ROOMS.look(secret, lenient=True))
    except held.GoneError as gone:
        _leave(gone, entry.path)
        return
    except InputError:
        # The store is away: the browser goes on asking, and says so.
        pass
    _draw(entry, secret)


def _leave(gone: held.GoneError, page: str) -> None:
    """Be in the class no longer, and say so on the page with that path."""
    membership.leave(f"{gone} {STAYS}" if isinstance(gone, held.OutError) else f"{OVER} {STAYS}", page)


def say_why_left(entry: catalogue.Entry) -> None:
    """Why one is in the class no longer, on the page where that came about."""
    if (why := membership.why_left(entry.path)) and entry != catalogue.JOIN:
        st.info(why)


def _draw(entry: catalogue.Entry, secret: str) -> None:
    known = membership.seen()
    pupil.pupil(
        {
            "secret": secret,
            "page": entry.path,
            "turn": known[1].state.turn if known else -1,
            "frozen": bool(known and known[1].frozen),
            "waiting": len(noting.waiting()),
            "name": known[0].name if known else "",
            "code": codes.written(known[1].code) if known else "",
        },
        "class_news",
        _hear,
    )


def _hear() -> None:
    """Something has changed for this learner: go where they are sent; the page is drawn anew anyway."""
    secret = membership.current().learner
    try:
        learner, room = held.ROOMS.look(secret)
    except held.GoneError as gone:
        _leave(gone, links.page())
        return
    except InputError:
        return
    membership.note(learner, room)
    arrive(room.state.sent, learner.number)


def arrive(sent: Sent, number: int) -> None:
    """Go where all were sent, unless that was done already; `number` is the learner's. For callbacks, at their end:
    another page is shown at once, and nothing of the one that is left is drawn once more."""
    before = membership.current().turn
    if sent.turn <= before:
        return
    membership.note_sent(sent.turn)
    if sent.step and sent.asked > before:
        # Asked anew: what this learner has once answered to the same draw, alone or in an earlier round, is none to it.
        progress.take_back(sent.step)
    if not sent.page:
        return
    try:
        entry = catalogue.by_path(sent.page)
    except StopIteration:
        return
    query = query_for(sent, number)
    if links.page() == entry.path:
        links.open_again(query)
    else:
        places.go(entry, query)


def query_for(sent: Sent, number: int) -> dict[str, str]:
    """The parameters of the link for the learner with this number: where each has their own draw, theirs."""
    query: Mapping[str, str] = dict(parse_qsl(sent.query, keep_blank_values=True))
    kept = {name: value for name, value in query.items() if (name, value) != ("image", own_picture.OWN)}
    if not sent.each or exercise.EXERCISE in kept:
        return kept
    draw = (int(kept.get(now.DRAW, "0")) + number) % now.DRAWS
    if kept.get(now.LESSON) in registry.LESSONS:
        return Now(kept[now.LESSON], int(kept.get(now.STEP, "1")), draw).query
    return kept | {now.DRAW: str(draw)}
