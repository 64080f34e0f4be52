"""What runs in a file that is taken along: its steps, its questions and their score, round the app's own components."""
