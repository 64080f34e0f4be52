"""Lessons about networks that have learned: watching one learn, and looking into it."""
