"""What teachers keep in the store for a while: their exercises."""
