"""Sections of the pages about learning: one step by hand, activations, dropout, a data set looked at."""
