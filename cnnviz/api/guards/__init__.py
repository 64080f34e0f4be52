"""Layers around everything the server answers: who may ask, how much, and how long."""
