"""Operating on a network, drawn: filters to choose from, filter and map before and after, answers side by side."""
