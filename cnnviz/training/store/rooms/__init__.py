"""Classes in the store: the class itself, its learners, and what they answered."""
