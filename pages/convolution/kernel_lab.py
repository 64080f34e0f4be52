"""The Kernel Lab: a picture, kernels, geometry, and every map they make."""

from cnnviz.ui import frame, lab

lab.laboratory(frame.begin(frame.LAB))
