"""Networks as values: layers, shapes, counts, and what they compute. Only `build` knows torch."""
