"""Where teachers make exercises of the pages, and read what learners hand in."""
