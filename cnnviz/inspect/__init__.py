"""Looking into networks that have learned: models, what they make of a picture, and what made them do so."""
