"""A learner's own classes, drawn: shelves of pictures, shares, what decides, what would be wrong, what is near."""
