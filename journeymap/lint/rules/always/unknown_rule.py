"""A name that is no rule, where a rule has to be named.

Why: A misspelt name in `# journeymap: ignore[rule] reason` or in the configuration does nothing, and looks as if it did.
Families and what is always told cannot be ignored by a comment: the first would hide what nobody has looked at, and with
the second the map cannot be read as it was meant. In a comment it is told as a warning, with the closest name.
"""
