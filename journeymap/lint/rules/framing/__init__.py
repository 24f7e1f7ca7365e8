"""Rules about who the map is about, what for, and who keeps it true."""
