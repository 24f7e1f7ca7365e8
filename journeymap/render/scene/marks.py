"""Which icon and colour stands for what. Beside each there is always a word."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from journeymap.render.board.types import MetricItem, Tone

LANE_ICONS = {
    "goals": "target", "actions": "footprints", "touchpoints": "map-pin", "thoughts": "message-circle", "quotes": "quote",
    "motivations": "zap", "emotion": "heart", "pain_points": "triangle-alert", "solutions": "lightbulb",
    "delights": "thumbs-up", "opportunities": "sparkles", "metrics": "gauge", "physical_evidence": "package",
    "frontstage": "users", "backstage": "door-open", "support": "server", "evidence": "file-text",
}  # fmt: skip
LANE_TOKENS = {"pain_points": "pain", "solutions": "solution", "opportunities": "solution", "metrics": "figure"}
OWN_LANE_ICON = "layers"

_CHANNEL_ICONS = {
    "web": "globe", "website": "globe", "app": "smartphone", "mobile": "smartphone", "mobile-app": "smartphone",
    "email": "mail", "e-mail": "mail", "mail": "mail", "phone": "phone", "call-center": "headphones", "sms": "message-square",
    "chat": "message-circle", "chatbot": "bot", "bot": "bot", "video": "video", "store": "store", "shop": "store",
    "social": "share-2", "ads": "megaphone", "ad": "megaphone", "tv": "tv", "review-site": "star", "reviews": "star",
    "post": "package", "parcel": "package", "in-person": "users", "on-site": "map-pin", "print": "newspaper",
    "paper": "file-text", "search": "search", "kiosk": "monitor", "delivery": "truck", "partner": "handshake",
    "event": "calendar", "payment": "credit-card", "service-desk": "headphones", "desktop": "monitor", "home": "house",
    "office": "briefcase", "school": "graduation-cap", "university": "graduation-cap", "hospital": "hospital",
    "restaurant": "utensils", "branch": "building", "bank": "wallet", "news": "newspaper", "qr": "qr-code",
}  # fmt: skip
_UNKNOWN_CHANNEL = "circle-dashed"

STATUS_MARKS = {
    "idea": ("circle-dashed", "ink-2"),
    "planned": ("calendar", "figure"),
    "in-progress": ("rocket", "progress"),
    "shipped": ("circle-check", "solution"),
    "rejected": ("circle-x", "ink-3"),
}
PAIN_MARKS = {
    "resolved": ("circle-check", "solution"),
    "addressed": ("wrench", "solution"),
    "accepted": ("flag", "ink-2"),
    "unaddressed": ("circle-alert", "pain"),
}
_STATE_MARKS = {"met": ("circle-check", "met"), "near": ("target", "progress"), "missed": ("circle-x", "missed")}
_TREND_ICONS = {"up": "trending-up", "down": "trending-down", "flat": "minus"}

_LAUGHS_FROM, _RAGES_TO = 0.9, 0.1
_FACES: dict[Tone, str] = {"positive": "smile", "neutral": "meh", "negative": "frown"}


def channel_icon(key: str) -> str:
    """The icon of a channel, by its slug."""
    return _CHANNEL_ICONS.get(key, _UNKNOWN_CHANNEL)


def state_mark(metric: MetricItem) -> tuple[str, str]:
    """Icon and colour of a value against its target."""
    return _STATE_MARKS[metric.state] if metric.state else ("target", "ink-3")


def trend_icon(metric: MetricItem) -> str:
    """Where a value goes. A direction is neither good nor bad by itself, so it has no colour."""
    return _TREND_ICONS[metric.trend] if metric.trend else ""


def face(tone: Tone, height: float) -> str:
    """The face of a score, with the two ends of the scale set off."""
    if height >= _LAUGHS_FROM:
        return "laugh"
    return "angry" if height <= _RAGES_TO else _FACES[tone]


def tone_ink(tone: Tone | None) -> str:
    """The colour for a feeling in words."""
    return "ink-2" if tone in {None, "neutral"} else str(tone)
