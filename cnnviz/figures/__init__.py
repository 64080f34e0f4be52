"""Values drawn: plotly figures, tiles for the gallery, pictures for slides. Draws; what it draws is computed below."""
