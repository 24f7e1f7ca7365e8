"""The file is not text: binary, or in another encoding than UTF-8.

Why: Everything else counts characters. A file saved as Latin-1 or UTF-16, or one that is no text at all, is told with
the place of the first byte that cannot be read; save it as UTF-8.

Bad:
    # map.yaml in Latin-1
    journeymap: 1
    title: Påsar och påfyllning
    stages: [Hämta påsen]

Good:
    # map.yaml in UTF-8
    journeymap: 1
    title: Påsar och påfyllning
    stages: [Hämta påsen]
"""
