"""Which run trains when and where, and what becomes of runs that nobody looks after."""
