"""A comment that ignores nothing: its finding is gone, it names no rule, or it stands inside a text.

Why: A comment that holds nothing back today may hold back something else tomorrow, and nobody would see it. At the end of
a line, `# journeymap: ignore[rule] reason` covers what stands on that line and the node that begins there; on a line of
its own it covers the next node with all it holds. It is told in the file itself and only for rules that were asked, since
a library may serve other maps. The fix removes the comment, or the name that is too much.

Bad:
    journeymap: 1
    title: Returning a sweater
    stages:
      - name: Send it back # journeymap: ignore[empty-stage] the shop does it all
        actions: [Hands the parcel in]

Good:
    journeymap: 1
    title: Returning a sweater
    stages:
      - name: Send it back
        actions: [Hands the parcel in]
"""
