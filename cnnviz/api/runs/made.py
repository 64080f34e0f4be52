"""What a browser asks of a picture that is made to excite a unit: the answers of its routes."""

from contextlib import suppress

import numpy as np

from cnnviz import packing
from cnnviz.api.here import RefusedError
from cnnviz.api.runs import answers
from cnnviz.api.runs.answers import READ, Answer
from cnnviz.api.runs.requests import JSON, Asked
from cnnviz.errors import InputError
from cnnviz.inspect.looks import exciting
from cnnviz.training.events import EventKind
from cnnviz.training.store import jobs
from cnnviz.training.store.errors import StoreError


def progress(asked: Asked) -> Answer:
    """GET live/runs/{id}/made?after=SEQ: how the picture stands, and what was told after that event: of every picture
    its numbers, of the newest itself."""
    job, after = _found(asked), asked.number("after", 0) or 0
    # A store that cannot be written can still be read.
    with suppress(StoreError):
        exciting.watch(job)
    news = exciting.events(job, after, READ)
    told = [one.event for one in news if one.event.kind == EventKind.PICTURE]
    last = news[-1].seq if news else after
    header = {
        "status": job.status,
        "said": exciting.said(job),
        "steps": job.wanted.how.steps,
        "pictures": [answers.finite({**event.header, "step": event.step}) for event in told],
        "last": last,
        "more": bool(news) and last < job.last,
    }
    arrays: dict[str, np.ndarray] = {"picture": told[-1].arrays["picture"]} if told else {}
    return Answer(packing.packed(header, arrays))


def stop(asked: Asked) -> Answer:
    """POST live/runs/{id}/made/stop {} -> {}: no further step; the picture stays as it is."""
    job = _found(asked)
    if jobs.view_of(asked.control) != job.view:
        raise RefusedError(exciting.NOT_YOURS, 403)
    exciting.stop(asked.control)
    return Answer(b"{}", JSON)


def _found(asked: Asked) -> exciting.Job:
    """The picture that the path names. Raises RefusedError, 404: there is none."""
    try:
        return exciting.fetch(asked.path["id"])
    except StoreError:
        raise
    except InputError as why:
        raise RefusedError(str(why), 404) from None
