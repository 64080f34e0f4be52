"""See what convolution does: the whole app but its pages and launcher. CONTRIBUTING.md has the map."""
