"""What runs in a teacher's checking page: codes that learners handed in, read and judged without the app."""
