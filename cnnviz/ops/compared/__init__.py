"""One result beside others: the same stage with another border, stride or pooling, or on a picture that moved."""
