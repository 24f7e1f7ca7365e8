"""Rules about what a service blueprint has to show."""
