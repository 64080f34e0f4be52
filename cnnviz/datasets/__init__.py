"""Pictures with labels to learn from: arrays and the words about them."""
