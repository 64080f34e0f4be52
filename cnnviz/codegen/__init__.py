"""What a page shows, as code that does the same in NumPy, PyTorch or Keras."""
