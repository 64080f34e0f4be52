"""Why convolution works: controls and parts of the pages of that section."""
