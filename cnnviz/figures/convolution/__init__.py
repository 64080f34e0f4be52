"""Pictures and tables of the pages on images and convolution."""
