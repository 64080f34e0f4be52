"""A class on its pages: who one is in it, the board, joining, and what a teacher does to everyone's page."""
