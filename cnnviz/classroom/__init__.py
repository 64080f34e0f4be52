"""A class of learners: how one joins it, what its teacher has set, and what its answers come to."""
