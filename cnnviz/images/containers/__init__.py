"""A file a format: what its headers say, before Pillow or another library decodes it."""
