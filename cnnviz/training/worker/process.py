"""A worker process, `python -m cnnviz.training.worker`: it takes one run, trains it, writes what it tells, and ends.

Whoever started it writes an assignment to its standard input and keeps that open: when it closes, however the other
process ended, this one saves a checkpoint and ends too. Without an assignment it loads torch meanwhile and waits.
"""

import logging
import os
import queue
import sys
import threading
from dataclasses import replace

import numpy as np

from cnnviz.datasets.data import Dataset, Images
from cnnviz.errors import InputError
from cnnviz.training.config import Config
from cnnviz.training.store.errors import StoreError
from cnnviz.training.worker import assignment, bounds
from cnnviz.training.worker.assignment import Exit
from cnnviz.training.worker.work import Work

# Seconds to save what can be saved when the app has gone.
LEAVE = 2.0

log = logging.getLogger(__name__)


def _listen(lines: "queue.SimpleQueue[str]", work: Work) -> None:
    """Read lines from standard input; when it closes, end within LEAVE seconds."""
    taken = False
    for line in sys.stdin:
        taken = True
        lines.put(line)
    if not taken:
        os._exit(0)
    end = threading.Timer(LEAVE, os._exit, (1,))
    end.daemon = True
    end.start()
    work.leave()


def main() -> None:
    """Take the run that standard input names, and train it."""
    logging.basicConfig(format="%(asctime)s %(name)s %(levelname)s %(message)s")
    bounds.settle()
    lines: queue.SimpleQueue[str] = queue.SimpleQueue()
    work = Work()
    threading.Thread(target=_listen, args=(lines, work), name="stdin", daemon=True).start()
    code = _done(work, assignment.parsed(_first(lines)))
    # Nothing that torch would tidy up is worth waiting for.
    sys.stderr.flush()
    os._exit(code)


def _first(lines: "queue.SimpleQueue[str]") -> str:
    """The first line; torch is loaded where there is time until it comes."""
    try:
        return lines.get(timeout=0.2)
    except queue.Empty:
        warm()
        return lines.get()


def _done(work: Work, given: assignment.Assignment) -> Exit:
    try:
        return work.do(given)
    except InputError as trouble:
        log.error("Run %s was not trained: %s", given.run, trouble)
        return Exit.FULL if isinstance(trouble, StoreError) and trouble.full else Exit.DONE


def warm() -> None:
    """Load what every run needs, and learn one batch of noise: half of torch is loaded only when it is first used."""
    from cnnviz.datasets import catalogue  # noqa: PLC0415
    from cnnviz.training.learning import control, loop  # noqa: PLC0415

    usual = Config()
    catalogue.load(usual.data)
    noise = np.random.default_rng(0).integers(0, 256, (usual.batch, *usual.network.input), np.uint8)
    images = Images(noise, np.arange(usual.batch, dtype=np.uint8) % 2)
    noisy = Dataset("", ("0", "1"), images, images, images)
    for _ in loop.train(replace(usual, epochs=1, device="cpu"), noisy, control.Nobody()):
        pass
