"""A reference that names nothing, or several things.

Why: Where a map declares things of one kind, a name that is not among them is a slip; the closest one is named. Where
nothing of that kind is declared, plain names are fine, and equal names are one thing.

Bad:
    journeymap: 1
    title: Returning a sweater
    touchpoints:
      - {id: portal, name: Returns portal}
    stages:
      - name: Send it back
        touchpoints: [portl]

Good:
    journeymap: 1
    title: Returning a sweater
    touchpoints:
      - {id: portal, name: Returns portal}
    stages:
      - name: Send it back
        touchpoints: [portal]
"""
