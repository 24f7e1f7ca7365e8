"""The file is not YAML, or uses what maps may not: a second document, tags, merge keys, the same key twice.

Why: What YAML cannot read, nobody can judge. The parts that can be read are checked all the same, so that one slip does
not hide the others.

Bad:
    journeymap: 1
    title: Returning a sweater
    title: Returning a torn sweater
    stages: [Send it back]

Good:
    journeymap: 1
    title: Returning a torn sweater
    stages: [Send it back]
"""
