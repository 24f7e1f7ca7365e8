"""Where everything stands: a view lays a Board out as a Scene of numbers (`<name>_view.py`), and `shapes` is all it may use."""
