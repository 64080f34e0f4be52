"""Lessons on why convolution works, and what their wrong answers give away."""
