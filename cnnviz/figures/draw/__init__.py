"""What every picture is made of: tiles, cells, palettes."""
