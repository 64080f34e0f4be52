"""Shapes found by hand-made filters: edges, then corners, then a pattern of dots (C20, C70, C72–C74)."""
