"""Stages of convolution and pooling, written down for a library."""
