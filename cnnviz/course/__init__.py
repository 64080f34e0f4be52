"""Lessons, questions and misconceptions as values that read top to bottom; keys are computed, never typed."""
