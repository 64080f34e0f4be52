"""Lessons about how a network learns: activations, data, one step, two runs compared."""
