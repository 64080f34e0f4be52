"""The explorer on a page: what is convolved, the controls it draws itself, and what is taken away from it."""
