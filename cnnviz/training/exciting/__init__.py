"""A picture made to excite a unit of a network that has learned: what is wanted, and the climb towards it."""
