"""A view or a lesson as one file: what its pages draw, read off their messages, and shown again without a server."""
