"""Data that a learner brings: folders, archives, what is in them."""
