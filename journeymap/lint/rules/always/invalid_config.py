"""The configuration says what cannot be: an unknown key, rule or option, a value of the wrong kind, TOML that is broken.

Why: A misspelt key or rule is a gate that somebody believes in and that is not there. Every such place is told, with
the closest known name and its line in journeymap.toml; the rest of the configuration holds, and the run goes on.

Bad:
    # map.yaml
    journeymap: 1
    title: Returning a sweater
    stages: [Send it back]
    # journeymap.toml
    [rules.empty-stages]
    level = "error"

Good:
    # map.yaml
    journeymap: 1
    title: Returning a sweater
    stages: [Send it back]
    # journeymap.toml
    [rules.empty-stage]
    level = "error"
"""
