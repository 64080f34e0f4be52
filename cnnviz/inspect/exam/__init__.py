"""The exam of a run: its test set, sealed until the learner opens it, its answers, and what wrong ones lie near."""
