"""The formats in which diagnostics are told, one file each."""
