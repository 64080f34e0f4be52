"""Join a class by its code."""

from cnnviz.ui import catalogue, page
from cnnviz.ui.classroom import joining

with page.opened(catalogue.JOIN):
    joining.show()
