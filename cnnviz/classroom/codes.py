"""The codes by which learners join a class: short, read out without doubt, and not to be guessed."""

import secrets

# No vowels, so that no words come about, and no two that look or sound alike: neither B and 8 nor S and 5 nor M and N.
LETTERS = "CDFHJKLMPRTVWX3479"
# docs/hosting.md says how long it takes to guess one.
LENGTH, GROUP = 8, 4
# What people write between the groups.
_BETWEEN = str.maketrans(dict.fromkeys("- \u2010\u2011\u2013\u2014\u2212_.", ""))


def new() -> str:
    """A code that nobody can guess."""
    return "".join(secrets.choice(LETTERS) for _ in range(LENGTH))


def new_secret() -> str:
    """What only one browser has: who has it leads the class, or is that learner."""
    return secrets.token_hex(16)


def written(code: str) -> str:
    """The code in groups, as it is read out."""
    return "-".join(code[at : at + GROUP] for at in range(0, len(code), GROUP))


def read(typed: str) -> str:
    """The code that somebody has typed, however they have grouped it; "" where it is none."""
    code = typed[:100].upper().translate(_BETWEEN)
    return code if len(code) == LENGTH and not set(code) - set(LETTERS) else ""
