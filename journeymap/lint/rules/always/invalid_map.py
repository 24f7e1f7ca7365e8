"""The file is YAML and not a map: an unknown key, a value of the wrong kind, a key that is missing, an id given twice.

Why: A misspelt key is a fact that silently goes missing. Every such place is told, with the closest known key, and the
rest of the map is checked without it.

Bad:
    journeymap: 1
    title: Returning a sweater
    stages:
      - name: Send it back
        painpoints: The label has to be printed

Good:
    journeymap: 1
    title: Returning a sweater
    stages:
      - name: Send it back
        pain_points: The label has to be printed
"""
