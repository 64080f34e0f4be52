"""An exercise on paper, and the way to it as a code that a camera reads."""
