"""A theme of one's own says what cannot be: an unknown key, no colour, a text that nobody could read on its ground.

Why: A map that some readers cannot read is no map for them, and a misspelt colour would be ours without a word. Every
such place is told with its line in the theme's file, and for a colour the nearest one that passes (WCAG 2, level AA:
4.5 : 1 for texts, 3 : 1 for lines and icons). Only `render` looks at themes, and draws nothing with a wrong one.

Bad:
    # map.yaml
    journeymap: 1
    title: Returning a sweater
    stages: [Send it back]
    # journeymap.toml
    theme = "brand.toml"
    # brand.toml
    extends = "light"
    [colors]
    ink = "#9AA5B1"

Good:
    # map.yaml
    journeymap: 1
    title: Returning a sweater
    stages: [Send it back]
    # journeymap.toml
    theme = "brand.toml"
    # brand.toml
    extends = "light"
    [colors]
    ink = "#1F2933"
"""
