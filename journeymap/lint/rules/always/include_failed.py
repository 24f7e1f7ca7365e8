"""A path that cannot be followed: an include, a base map or a closer look.

Why: Paths are relative to the file they stand in and stay inside the project. One that leads nowhere, outside, or round
in a circle leaves a hole in the map.

Bad:
    journeymap: 1
    title: Returning a sweater
    include: library/persons.yaml
    stages: [Send it back]

Good:
    journeymap: 1
    title: Returning a sweater
    stages: [Send it back]
"""
