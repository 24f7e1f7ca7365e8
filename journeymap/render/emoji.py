"""The signs that stand beside words where a picture is text: in Markdown and in Mermaid."""

from __future__ import annotations

SIGNS = {
    "severity": {"critical": "🔴", "high": "🟠", "medium": "🟡", "low": "⚪"},
    "tone": {"positive": "🙂", "neutral": "😐", "negative": "🙁"},
    "solution": {"idea": "💡", "planned": "📅", "in-progress": "🚧", "shipped": "✅", "rejected": "🚫"},
    "pain": {"resolved": "✅", "addressed": "🚧", "accepted": "🤝", "unaddressed": "❗"},
    "target": {"met": "✅", "near": "🟡", "missed": "🔴"},
}
MOMENT_OF_TRUTH = "💎"
