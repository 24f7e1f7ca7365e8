"""A persona's picture that cannot be used: missing, outside the project, too large, or no PNG, JPEG or WebP.

Why: Pictures are embedded in every drawing, so what they are is looked up in their first bytes and not in their name. SVG
is refused, since it can hold scripts and reach outside. The map is drawn all the same, with the initial of the name.

Bad:
    journeymap: 1
    title: Returning a sweater
    personas:
      - name: Sarah
        image: pictures/sarah.gif
        alt: A woman of about thirty on a bus, looking at her phone
    stages: [Send it back]

Good:
    journeymap: 1
    title: Returning a sweater
    personas:
      - name: Sarah
    stages: [Send it back]
"""
