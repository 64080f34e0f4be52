"""Watch it learn: choose data, a network and settings, press Train, and see filters turn from noise into edges."""

from cnnviz.ui import catalogue, page
from cnnviz.ui.runs import panel, rail, settings


@page.part
def train() -> None:
    controls, stage = rail.beside()
    with controls:
        chosen = settings.single()
    with stage:
        panel.panel("train", chosen, ("This run",))


with page.opened(catalogue.TRAIN):
    train()
