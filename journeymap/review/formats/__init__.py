"""The formats in which a review is told, one file each."""
