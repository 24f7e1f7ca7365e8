"""A comment that ignores a name which is no rule.

Why: A misspelt name in `# journeymap: ignore[rule] reason` does nothing, and looks as if it did. The closest name is
told. Families and what is always told cannot be ignored by a comment: the first would hide what nobody has looked at,
and with the second the map cannot be read as it was meant.

Bad:
    journeymap: 1
    title: Returning a sweater
    stages:
      - name: Send it back # journeymap: ignore[emtpy-stage] the shop does it all

Good:
    journeymap: 1
    title: Returning a sweater
    stages:
      - name: Send it back # journeymap: ignore[empty-stage] the shop does it all
"""
