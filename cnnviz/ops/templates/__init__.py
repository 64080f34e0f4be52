"""A neuron's weights as an image, and how an input turns towards it."""
