"""Rules about the writing itself."""
