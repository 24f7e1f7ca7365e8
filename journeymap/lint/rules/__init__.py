"""One rule a file: the folder is its family, the file name its id, the docstring its documentation; `Rule` says what is in it."""
