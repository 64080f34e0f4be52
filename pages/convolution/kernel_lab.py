"""The Kernel Lab: a picture, kernels, geometry, and every map they make."""

from cnnviz.ui import frame, lab

frame.begin(frame.LAB)
lab.laboratory()
