"""The file asks for more than one map may: bytes, nesting, nodes, a very long text, repetition by aliases, or includes.

Why: Maps are read in editors and in CI, where one file must not be able to stop everything. The limits lie far above
what a team can read: 5 MiB, 100 levels, 500,000 nodes, 100,000 characters in one text, 200 included files.

Bad:
    # map.yaml
    journeymap: 1
    title: Returning a sweater
    stages: [Print the label, pack the sweater, walk to the shop and hand it in]
    # journeymap.toml
    [limits]
    nodes = 8

Good:
    # map.yaml
    journeymap: 1
    title: Returning a sweater
    stages: [Print the label, pack the sweater, walk to the shop and hand it in]
    # journeymap.toml
    [limits]
    nodes = 1000
"""
