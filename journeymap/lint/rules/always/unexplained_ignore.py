"""A comment that ignores a finding and does not say why, where reasons are required.

Why: To live with a finding is a decision, and the next reader has to judge whether it still holds. The reason stands
behind the bracket: `# journeymap: ignore[rule] reason`. It is told only where `require-reason` is set in the
configuration; the finding stays ignored.
"""
