"""A run as one file that can be loaded back: a zip of JSON and safetensors, nothing in which could be run."""
