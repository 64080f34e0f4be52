"""The course on its pages: which step is on, its banner, what it covers, and how far the learner is."""
