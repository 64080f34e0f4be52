"""Kernels that a network learned, held against each other and against those that people wrote."""
