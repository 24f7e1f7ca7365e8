"""What is told whatever rules are chosen: explanations of these ids, docstring only."""
