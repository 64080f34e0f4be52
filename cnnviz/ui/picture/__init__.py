"""The picture that a page works on."""
