"""A run of training, to be repeated or read by other programs."""
