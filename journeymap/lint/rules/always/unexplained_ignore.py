"""A comment that ignores a finding and does not say why, where reasons are required.

Why: To live with a finding is a decision, and the next reader has to judge whether it still holds. The reason stands
behind the bracket: `# journeymap: ignore[rule] reason`. It is told only where `require-reason` is set in the
configuration; the finding stays ignored.

Bad:
    # map.yaml
    journeymap: 1
    title: Returning a sweater
    stages:
      - name: Send it back # journeymap: ignore[empty-stage]
    # journeymap.toml
    require-reason = true

Good:
    # map.yaml
    journeymap: 1
    title: Returning a sweater
    stages:
      - name: Send it back # journeymap: ignore[empty-stage] the shop does it all
    # journeymap.toml
    require-reason = true
"""
