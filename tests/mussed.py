"""Maps put into disorder without changing what they say: comments and blank lines anywhere, brackets, other indents."""

from __future__ import annotations

import random
import re
from collections.abc import Sequence

from journeymap.document import Document, parse
from journeymap.source import Source

DIRECTIVES = ("# journeymap: ignore[missing-emotion] known", "# journeymap: ignore[bad-ending, thin-persona]")
COMMENTS = ("# why", "# a: b, [c] 'd' \"e", "#no blank", "# - commented out", "#", *DIRECTIVES)


def document(text: str) -> Document | None:
    """The document of a text without a mistake against YAML."""
    found, told = parse(Source("map.yaml", text))
    return None if told else found


class _Chance(random.Random):
    """What decides, and the comments it has to choose from."""

    comments: Sequence[str]


def mussed(text: str, seed: int, *, times: int = 12, comments: Sequence[str] = COMMENTS) -> str:
    """`text` with up to `times` random changes, each of which leaves its values as they are."""
    chance = _Chance(seed)
    chance.comments = comments
    before = document(text)
    assert before is not None
    for _ in range(times):
        changed = chance.choice(_WAYS)(text, chance)
        after = document(changed)
        if after is not None and after.value == before.value and len(after.comments) >= len(before.comments):
            text, before = changed, after
    return text


def _line_of_its_own(text: str, chance: _Chance) -> str:
    lines = text.split("\n")
    place = chance.randrange(len(lines))
    near = lines[place]
    indent = chance.choice([len(near) - len(near.lstrip()), chance.randrange(12)])
    lines.insert(place, " " * indent + chance.choice(chance.comments))
    return "\n".join(lines)


def _behind_a_line(text: str, chance: _Chance) -> str:
    lines = text.split("\n")
    place = chance.randrange(len(lines))
    lines[place] += chance.choice(["  ", " ", "\t"]) + chance.choice(chance.comments)
    return "\n".join(lines)


def _blank_lines(text: str, chance: _Chance) -> str:
    lines = text.split("\n")
    lines[(place := chance.randrange(len(lines))) : place] = chance.choice([[""], ["", "  ", ""], ["   "]])
    return "\n".join(lines)


def _dash_alone(text: str, chance: _Chance) -> str:
    found = list(re.finditer(r"^( *)- (?=[^\n]*:)", text, re.MULTILINE))
    if not found:
        return text
    one = chance.choice(found)
    return f"{text[: one.start()]}{one[1]}-{chance.choice(['', '  # dash'])}\n{one[1]}  {text[one.end() :]}"


def _value_below_key(text: str, chance: _Chance) -> str:
    found = list(re.finditer(r"^( *)(- )?[a-z_]+: (?=[^ \n])", text, re.MULTILINE))
    if not found:
        return text
    one = chance.choice(found)
    indent = len(one[1]) + len(one[2] or "") + chance.choice([1, 2, 5])
    return f"{text[: one.end() - 1]}{chance.choice(['', ' # key'])}\n{' ' * indent}{text[one.end() :]}"


def _in_brackets(text: str, chance: _Chance) -> str:
    found = list(re.finditer(r"^( *)(- )?([a-z_]+): \[([^\[\]\n]*)\]$", text, re.MULTILINE))
    if not found:
        return text
    one = chance.choice(found)
    pad = one[1] + "      "
    inside = f",{chance.choice(['', ' # in'])}\n{pad}".join(one[4].split(", "))
    return f"{text[: one.start()]}{one[1]}{one[2] or ''}{one[3]}: [\n{pad}{inside}\n{pad}]{chance.choice(['', ' # end'])}{text[one.end() :]}"


def _deeper(text: str, chance: _Chance) -> str:
    by = chance.choice([1, 2])
    return re.sub(r"^ +", lambda match: match[0] * (1 + by), text, flags=re.MULTILINE)


def _lists_at_their_key(text: str, chance: _Chance) -> str:
    lines = text.split("\n")
    keys = [
        place
        for place, line in enumerate(lines[:-1])
        if re.match(r" *(- )?[a-z_]+:$", line) and lines[place + 1].lstrip().startswith("- ")
    ]
    if not keys:
        return text
    place = chance.choice(keys)
    depth = len(lines[place + 1]) - len(lines[place + 1].lstrip())
    for index in range(place + 1, len(lines)):
        if lines[index].strip() and len(lines[index]) - len(lines[index].lstrip()) < depth:
            break
        lines[index] = lines[index][2:]
    return "\n".join(lines)


def _keys_swapped(text: str, chance: _Chance) -> str:
    found = list(re.finditer(r"^( +)([a-z_]+: [^\n]+)\n\1([a-z_]+: [^\n]+)$", text, re.MULTILINE))
    if not found:
        return text
    one = chance.choice(found)
    return f"{text[: one.start()]}{one[1]}{one[3]}\n{one[1]}{one[2]}{text[one.end() :]}"


def _anchor(text: str, chance: _Chance) -> str:
    found = list(re.finditer(r"^ *(?:- )?[a-z_]+:|^ *-(?= )", text, re.MULTILINE))
    one = chance.choice(found)
    return f"{text[: one.end()]} &a{chance.randrange(99)}{text[one.end() :]}"


def _anchor_on_its_own_line(text: str, chance: _Chance) -> str:
    found = list(re.finditer(r"^( *)(- )?[a-z_]+:( (?=[^ &|>\n]))?(?(3)|$)", text, re.MULTILINE))
    if not found:
        return text
    one = chance.choice(found)
    pad = one[1] + " " * (len(one[2] or "") + 2)
    key, mark = ((f"  {chance.choice(chance.comments)}" if chance.random() < 0.5 else "") for _ in range(2))
    rest = f"\n{pad}{text[one.end() :]}" if one[3] else text[one.end() :]
    return f"{text[: one.end() - len(one[3] or '')]}{key}\n{pad}&a{chance.randrange(99)}{mark}{rest}"


_TEXT = re.compile(r"^( *)(- )?([a-z_]+): ([A-Za-z][^\n:#'\"]* [^\n:#'\"]*[a-z])$", re.MULTILINE)


def _block_text(text: str, chance: _Chance) -> str:
    found = list(_TEXT.finditer(text))
    if not found:
        return text
    one = chance.choice(found)
    sign = chance.choice(["|-", ">-", "|2-", "|-  # header"])
    pad = one[1] + " " * (len(one[2] or "") + 2 + (0 if "2" in sign else chance.randrange(4)))
    after = chance.choice(["", "\n", "\n   \n"])
    return f"{text[: one.start()]}{one[1]}{one[2] or ''}{one[3]}: {sign}\n{pad}{one[4]}{after}{text[one.end() :]}"


def _several_lines(text: str, chance: _Chance) -> str:
    found = list(_TEXT.finditer(text))
    if not found:
        return text
    one = chance.choice(found)
    gap = chance.choice(["  \n ", "\n   ", "\n         "]) + one[1] + " " * len(one[2] or "")
    quote = chance.choice(["", "'", '"'])
    return f"{text[: one.start(4)]}{quote}{one[4].replace(' ', gap, chance.choice([1, 2]))}{quote}{text[one.end() :]}"


def _other_quotes(text: str, chance: _Chance) -> str:
    found = list(_TEXT.finditer(text))
    if not found:
        return text
    one = chance.choice(found)
    quote = chance.choice(["'", '"'])
    return f"{text[: one.start(4)]}{quote}{one[4]}{quote}{text[one.end() :]}"


def _documents(text: str, chance: _Chance) -> str:
    return (
        chance.choice(["---\n", "# first\n\n", "---  # begin\n", "%YAML 1.2\n---\n", "&root\n", ""])
        + text
        + chance.choice(["...\n", "---\n", "# last\n", ""])
    )


_WAYS = (
    _line_of_its_own, _line_of_its_own, _behind_a_line, _behind_a_line, _blank_lines, _dash_alone, _value_below_key,
    _in_brackets, _deeper, _lists_at_their_key, _keys_swapped, _anchor, _block_text, _several_lines, _other_quotes, _documents,
    _anchor_on_its_own_line,
)  # fmt: skip
