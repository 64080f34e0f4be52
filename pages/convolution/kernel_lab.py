"""The Kernel Lab: a picture, kernels, geometry, and every map they make."""

from cnnviz.ui import catalogue, page
from cnnviz.ui.lab import laboratory

with page.opened(catalogue.LAB):
    laboratory.laboratory()
