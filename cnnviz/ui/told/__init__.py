"""What pages say of what they draw: facts that a teacher can ask for in an exercise."""
