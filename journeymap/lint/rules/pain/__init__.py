"""Rules about what hurts, and what is done about it."""
