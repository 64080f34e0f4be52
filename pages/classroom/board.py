"""Open a class: its code, its board, and what a teacher does to everyone's page."""

from cnnviz.ui import catalogue, page
from cnnviz.ui.classroom import opening

with page.opened(catalogue.CLASS):
    opening.show()
