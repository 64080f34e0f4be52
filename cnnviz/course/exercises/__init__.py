"""Exercises that teachers make of the pages there are: lessons made at run time, and codes of what was answered."""
