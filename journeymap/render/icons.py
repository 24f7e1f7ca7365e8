"""Which icon stands for what. The drawings are `templates/assets/icons.json`: one path each, in a square of 24.

An icon never stands alone: the word is always beside it, or hidden for those who hear the page.
"""

from __future__ import annotations

import json
from functools import cache

from journeymap import assets

LANES = {
    "goals": "target",
    "actions": "footprints",
    "touchpoints": "map-pin",
    "thoughts": "brain",
    "quotes": "quote",
    "motivations": "flag",
    "emotion": "heart",
    "pain_points": "triangle-alert",
    "solutions": "lightbulb",
    "delights": "star",
    "opportunities": "sparkles",
    "metrics": "gauge",
    "physical_evidence": "eye",
    "frontstage": "users",
    "backstage": "door-open",
    "support": "server",
    "evidence": "clipboard-list",
}
"""By the key of the lane."""

SOLUTIONS = {
    "idea": "circle-dashed",
    "planned": "calendar",
    "in-progress": "rocket",
    "shipped": "circle-check",
    "rejected": "ban",
}
"""By the state of a solution."""

PAINS = {"resolved": "circle-check", "addressed": "rocket", "accepted": "minus", "unaddressed": "circle-alert"}
"""By the state of a pain point."""

VIEWS = {
    "map": "layers",
    "blueprint": "server",
    "flow": "share-2",
    "backlog": "list",
    "personas": "users",
    "evidence": "clipboard-list",
}
"""The sections of a page."""

TARGETS = {"met": "circle-check", "near": "circle-alert", "missed": "circle-x"}
"""By how a metric stands against its target."""

_CHANNELS = {
    "globe": "web website webb site online وب وب-سایت سایت 网站 网页 portal",
    "smartphone": "app mobile mobil اپ اپلیکیشن برنامه 小程序 手机",
    "mail": "email e-mail mail e-post epost ایمیل 邮件 电子邮件 newsletter",
    "phone": "phone telephone call telefon تلفن 电话",
    "message-square": "sms text پیامک 短信",
    "message-circle": "chat chatt چت گفتوگو 聊天 在线客服 微信 wechat whatsapp",
    "bot": "chatbot bot چت-بات 机器人",
    "video": "video videosamtal ویدئو 视频",
    "store": "store shop butik فروشگاه 门店 商店",
    "share-2": "social social-media sociala-medier شبکه-اجتماعی 社交媒体",
    "megaphone": "ads ad advertising annonser تبلیغات 广告",
    "star": "review-site reviews omdömessajt سایت-نظرات 点评网站",
    "newspaper": "press news magazine 新闻",
    "package": "post parcel brev paket پست 快递",  # codespell:ignore paket
    "users": "in-person person staff på-plats حضوری 线下 人员",
    "building": "on-site office branch kontor دفتر 院内",
    "printer": "print paper چاپی 纸质 纸质单据",
    "search": "search sök جستوجو 搜索",
    "monitor": "kiosk terminal desktop 自助机 终端",
    "tv": "screen tv 院内屏幕 屏幕",
    "truck": "delivery courier leverans ارسال 配送",
    "handshake": "partner شریک 合作伙伴",
    "calendar": "event evenemang رویداد 活动",
    "tag": "sign signage 院内标识 标识",
}
"""The slugs of channels each drawing stands for: our own words, and what maps in our languages call them."""


@cache
def drawings() -> dict[str, str]:
    """Every drawing by name: the data of its path."""
    loaded: dict[str, str] = json.loads(assets.text("assets/icons.json"))
    return loaded


def for_lane(key: str) -> str:
    """The icon of a lane; own lanes share one."""
    return LANES.get(key, "layers")


def for_channel(key: str) -> str:
    """The icon of a channel by its slug; one for all that we do not know."""
    return _by_channel().get(key, "map-pin")


@cache
def _by_channel() -> dict[str, str]:
    return {word: name for name, words in _CHANNELS.items() for word in words.split()}
