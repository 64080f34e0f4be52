"""A network with its weights as a file in ONNX: written, and read."""
