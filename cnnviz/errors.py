"""The one error whose message is written for the learner."""


class InputError(ValueError):
    """Something the learner gave cannot be used; the message says what, its value, and the way out."""
