"""Looking into a network that has learned, on a page: which one, a picture's way through it, kernels like one's own."""
