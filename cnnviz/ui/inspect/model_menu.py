"""Whose way a picture takes: a network with a thousand words, the recorded run, a run or a file of the learner's."""

from cnnviz.inspect import models, pretrained, trained_runs
from cnnviz.training import recorded, runs
from cnnviz.ui import widgets
from cnnviz.ui.inspect import pretrained_state
from cnnviz.ui.networks import own_model, own_run

RECORDED, OWN, BROUGHT = "recorded", "run", "onnx"
# In the link, of the moments of a run: what it has learned last.
LAST = 0
RUNS = (RECORDED, OWN)
LABELS = {
    pretrained.ID: pretrained.NETWORK.name,
    RECORDED: "The recorded run",
    OWN: "A run of yours",
    BROUGHT: own_model.LABEL,
}


def menu(installed: bool) -> str:
    """Which network is chosen: the large one only where it is installed."""
    known = {id: label for id, label in LABELS.items() if installed or id != pretrained.ID}
    return widgets.choice(
        "way_model",
        "Network",
        known,
        along=BROUGHT,
        help="The large one has learned from a million photos, runs from small grey pictures, as the section Training. "
        "Or bring one in ONNX.",
        width=200,
    )


def model(chosen: str) -> models.Model | None:
    """The model of that choice; None where it is not there yet, which is said.

    Raises InputError where it cannot be read.
    """
    if chosen == pretrained.ID:
        return pretrained.model() if pretrained_state.ready() else None
    if chosen == BROUGHT:
        return own_model.model()
    return of_run(chosen)[0]


def of_run(chosen: str) -> tuple[models.Model, runs.Run, int]:
    """The model of a choice of a run, the run, and the number of the snapshot that is looked at, LAST for the newest.

    Raises InputError where it cannot be read.
    """
    run = runs.fetch_run(recorded.FIRST) if chosen == RECORDED else own_run.chosen("its way is shown")
    moment = _moment(run)
    return trained_runs.model(run, moment or None), run, moment


def _moment(run: runs.Run) -> int:
    """The snapshot of a run, on a slider; LAST for what it has learned last."""
    steps = runs.snapshot_steps(run)
    if len(steps) < 2:
        return LAST
    options = {**{seq: f"step {step:,}" for seq, step in steps.items()}, LAST: "as learned last"}
    return widgets.select_slider(
        "moment",
        "Moment of the run",
        options,
        LAST,
        help="The weights that the network had then, as “Watch it learn” has kept them.",
        width=320,
    )
