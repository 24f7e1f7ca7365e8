"""What a rule says about itself: its docstring taken apart, and put together again for the terminal, for JSON and for Markdown.

The parts of a docstring are its first line, then `Why:`, `Bad:` and `Good:` (each a complete map, or several files, each
under a line `# name.yaml` or `# name.yaml in Latin-1`), and `Options:` where there are any.
"""

from __future__ import annotations

import json
import re
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from journeymap import escape, plugins
from journeymap.lint import ignores, settings
from journeymap.lint.configured import CUSTOM

if TYPE_CHECKING:
    from collections.abc import Mapping

_HEADING = re.compile(r"^(Why|Bad|Good|Options):[ ]?(.*)$", re.MULTILINE)
_OPTION = re.compile(r"^(\w+) \((.*?)\): (.*)$")
_FILE = re.compile(r"^# (\S+\.(?:yaml|toml))(?: in (\S+))?\n", re.MULTILINE)
FIRST_FILE = "map.yaml"
"""What the only file of an example is called, and the one that a finding is looked for in."""


@dataclass(frozen=True, slots=True)
class Explanation:
    """Everything there is to know about a rule, or about an id that is always told."""

    name: str
    family: str
    level: str
    preset: str
    authority: str
    fixable: bool
    defaults: dict[str, Any]
    """Option to its default."""
    summary: str
    why: str
    bad: str
    good: str
    options: dict[str, str]
    """Option to what it says."""
    source: str = ""
    """The file of a custom rule; empty for the others."""


def explanation(name: str) -> Explanation:
    """The explanation of a rule, or of an id that is always told. Raises `UsageError` with the closest name for another one."""
    module = name.replace("-", "_")
    if name in settings.family_of():
        family, rule = settings.family_of()[name], settings.load(name)
        parts = _parts(plugins.load(f"{settings.RULES}.{family}", module).__doc__ or "")
        defaults = rule.options._asdict() if rule.options is not None else {}
        return Explanation(name, family, rule.level.value, rule.preset, rule.authority, rule.fixable, defaults, **parts)
    if name in settings.always():
        parts = _parts(plugins.load(f"{settings.RULES}.{settings.ALWAYS}", module).__doc__ or "")
        level = "warning" if name in ignores.IDS else "error"
        return Explanation(name, settings.ALWAYS, level, settings.ALWAYS, "", fixable=False, defaults={}, **parts)
    raise settings.unknown(name, (*settings.names(), *settings.always()))


def files(example: str) -> dict[str, str]:
    """The files of an example, the one looked at first."""
    starts = list(_FILE.finditer(example))
    if not starts:
        return {FIRST_FILE: example}
    ends = [*(match.start() for match in starts[1:]), len(example)]
    return {match[1]: example[match.end() : end] for match, end in zip(starts, ends, strict=True)}


def contents(example: str) -> dict[str, bytes]:
    """The files of an example as they lie on the disk."""
    named = {match[1]: match[2] for match in _FILE.finditer(example) if match[2]}
    return {path: text.encode(named.get(path, "UTF-8")) for path, text in files(example).items()}


def tell(name: str | None, format_name: str, custom: Mapping[str, Explanation] | None = None) -> str:
    """All rules, or one, as `text`, `json` or `markdown`; `custom` are those that a configuration brings, by name."""
    if name is not None and custom and name in custom:
        return tell_one(custom[name], format_name)
    if format_name == "json":
        told = [explanation(one) for one in ((name,) if name else settings.names())]
        told += custom.values() if custom and name is None else ()
        return json.dumps({"version": 1, "rules": [_as_data(one) for one in told]}, ensure_ascii=False, indent=2) + "\n"
    if name is None:
        return (_list_markdown if format_name == "markdown" else _list_text)(custom or {})
    return tell_one(explanation(name), format_name)


def tell_one(one: Explanation, format_name: str) -> str:
    """One explanation as `text`, `json` or `markdown`."""
    if format_name == "json":
        return json.dumps({"version": 1, "rules": [_as_data(one)]}, ensure_ascii=False, indent=2) + "\n"
    return _markdown(one) if format_name == "markdown" else _text(one)


def _parts(document: str) -> dict[str, Any]:
    """A docstring by its headings."""
    headings = list(_HEADING.finditer(document))
    ends = [*(match.start() for match in headings[1:]), len(document)]
    found = {match[1]: (match[2] + document[match.end() : end]).rstrip() for match, end in zip(headings, ends, strict=True)}
    return {
        "summary": document.partition("\n")[0].strip(),
        "why": found.get("Why", ""),
        "bad": _dedented(found.get("Bad", "")),
        "good": _dedented(found.get("Good", "")),
        "options": _options(_dedented(found.get("Options", ""))),
    }


def _dedented(block: str) -> str:
    lines = [line.removeprefix("    ") for line in block.split("\n")]
    text = "\n".join(lines).strip("\n")
    return text + "\n" if text else ""


def _options(block: str) -> dict[str, str]:
    return {match[1]: match[3] for line in block.splitlines() if (match := _OPTION.match(line))}


def _as_data(one: Explanation) -> dict[str, Any]:
    return {
        "id": one.name,
        "family": one.family,
        "level": one.level,
        "preset": one.preset,
        "summary": one.summary,
        "options": {name: {"default": default, "description": one.options[name]} for name, default in one.defaults.items()},
        "fixable": one.fixable,
        "authority": one.authority,
    }


def _groups(custom: Mapping[str, Explanation]) -> dict[str, list[Explanation]]:
    """Rules by family, then the custom ones, and at last what is always told."""
    groups: dict[str, list[Explanation]] = {}
    for one in (*map(explanation, settings.names()), *custom.values(), *map(explanation, settings.always())):
        groups.setdefault(one.family, []).append(one)
    return groups


def _list_text(custom: Mapping[str, Explanation]) -> str:
    groups = _groups(custom)
    width = max(len(one.name) for group in groups.values() for one in group)
    blocks = []
    for family, group in groups.items():
        lines = [f"{family}" if family != settings.ALWAYS else "always told, whatever rules are chosen"]
        for one in group:
            about = "" if family == settings.ALWAYS else f"{one.level:<8} {_origin(one):<12} "
            lines.append(escape.terminal(f"  {one.name:<{width}}  {about}{one.summary}"))
        blocks.append("\n".join(lines) + "\n")
    return "\n".join(blocks)


def _list_markdown(custom: Mapping[str, Explanation]) -> str:
    lines = ["# Rules", ""]
    for family, group in _groups(custom).items():
        always = family == settings.ALWAYS
        lines += ["## Always told" if always else f"## {family}", ""]
        lines += ["| id | finds |", "|---|---|"] if always else ["| rule | level | preset | finds |", "|---|---|---|---|"]
        for one in map(_in_markdown, group):
            about = "" if always else f"{one.level} | {_origin(one)} | "
            lines.append(f"| `{one.name}` | {about}{one.summary} |")
        lines.append("")
    return "\n".join(lines)


def _about(one: Explanation) -> str:
    if one.family == settings.ALWAYS:
        return f"always told, whatever rules are chosen; {one.level}"
    fix = "; it can be fixed" if one.fixable else ""
    from_where = _origin(one) if one.source else f"preset {one.preset}"
    return f"{one.level}; family {one.family}; {from_where}{fix}"


def _origin(one: Explanation) -> str:
    """The preset that a rule comes with, or the file that a custom one comes from."""
    return f"from {one.source}" if one.source else one.preset


def _in_markdown(one: Explanation) -> Explanation:
    """A custom rule with its texts escaped; the others are written in Markdown."""
    if one.family != CUSTOM:
        return one
    summary, why, source = map(escape.markdown, (one.summary, one.why, one.source))
    return replace(one, summary=summary, why=why, source=source)


def _text(one: Explanation) -> str:
    parts = [f"{one.name}\n{one.summary}\n({_about(one)})", f"Why: {one.why}"]
    if one.authority:
        parts.append(f"Authority: {one.authority}")
    parts += [f"{title}:\n{_indented(example)}" for title, example in (("Bad", one.bad), ("Good", one.good)) if example]
    if one.defaults:
        told = (f"    {name} ({default}): {one.options[name]}" for name, default in one.defaults.items())
        parts.append("\n".join(("Options:", *told)))
    whole = "\n\n".join(part.rstrip("\n") for part in parts) + "\n"
    return "\n".join(map(escape.terminal, whole.split("\n")))


def _markdown(one: Explanation) -> str:
    one = _in_markdown(one)
    parts = [f"# `{one.name}`", one.summary, f"_{_about(one)}_", f"## Why\n\n{one.why}"]
    if one.authority:
        parts.append(f"Authority: {one.authority}")
    parts += [f"## {title}\n\n```yaml\n{example}```" for title, example in (("Bad", one.bad), ("Good", one.good)) if example]
    if one.defaults:
        rows = "\n".join(f"| `{name}` | {default} | {one.options[name]} |" for name, default in one.defaults.items())
        parts.append(f"## Options\n\n| option | default | what it says |\n|---|---|---|\n{rows}")
    return "\n\n".join(parts) + "\n"


def _indented(block: str) -> str:
    return "".join(f"    {line}\n" if line else "\n" for line in block.splitlines())
