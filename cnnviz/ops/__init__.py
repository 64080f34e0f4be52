"""Convolution, padding, pooling, kernels and activations on plain arrays, with numpy and scipy alone."""
