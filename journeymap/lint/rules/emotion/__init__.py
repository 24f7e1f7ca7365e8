"""Rules about how it feels, and what follows from that."""
