"""A comment that ignores a finding and does not say why, where reasons are required.

Why: A finding that somebody decided to live with is a decision, and the next reader has to judge whether it still holds.
The reason stands behind the bracket: `# journeymap: ignore[rule] reason`. Told as a warning, only where `require-reason`
is set; the finding stays ignored.
"""
