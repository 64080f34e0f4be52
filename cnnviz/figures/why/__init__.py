"""Why convolution works: what the pages of that section draw."""
