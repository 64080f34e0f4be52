"""Watch it learn: choose data, a network and settings, press Train, and see filters turn from noise into edges."""

from cnnviz.ui import catalogue, page
from cnnviz.ui.runs import exam, movers, panel, rail, settings


@page.part
def train() -> None:
    controls, stage = rail.beside()
    with controls:
        chosen = settings.single()
    with stage:
        views = panel.panel("train", chosen, ("This run",))
        exam.show(views, ("This run",))
        for view in views:
            movers.asked_for(view)


with page.opened(catalogue.TRAIN):
    train()
