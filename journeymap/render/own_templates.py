"""Templates of one's own (`--templates DIR`): the same sandbox as ours, with bounds on what a template may do.

A file in the folder takes the place of ours of that name; `ours/NAME` is ours. A template is somebody's work and may be
wrong or hostile: it reaches nothing but the values that our templates get, cannot switch escaping off, and is stopped
when it loops, prints or multiplies without end. What is wrong in it is one sentence with file and line.
"""

from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING, Any, cast

from jinja2 import ChoiceLoader, FileSystemLoader, PrefixLoader, TemplateError, TemplateSyntaxError, nodes
from jinja2.exceptions import SecurityError, TemplateNotFound, UndefinedError
from jinja2.sandbox import ImmutableSandboxedEnvironment
from jinja2.visitor import NodeTransformer
from markupsafe import Markup

from journeymap import assets, fence
from journeymap.errors import UsageError
from journeymap.source import LEADS_OUT, NAME_ITSELF

if TYPE_CHECKING:
    from collections.abc import Callable

    from jinja2 import Environment, Template

MOST_ROUNDS = 1_000_000
"""Rounds of loops, calls of macros and included files that one rendering may need; ours need some thousands."""
MOST_SIGNS = 32 * 1024 * 1024
"""Characters that one rendering may print, what it keeps for later included."""
_LARGEST_NUMBER = 10**12
_LONGEST_TEXT = 1024 * 1024
_WIDEST_BATCH = 1000
_METHODS = frozenset({"capitalize", "endswith", "lower", "startswith", "strip", "title", "upper"})
"""What texts can do in a template. The others format, repeat or pad, which a width of a thousand million makes endless."""
_OBJECT = re.compile(r"'(?:[\w.]*\.)?(\w+) object' has no attribute '(\w+)'")
_ENDLESS = f"it goes on and on: {MOST_ROUNDS:,} rounds of its loops are not enough"
_HUGE = f"it prints more than {MOST_SIGNS // 1024 // 1024} million characters"


class OwnEnvironment(ImmutableSandboxedEnvironment):
    """The sandbox with a count of what one rendering did."""

    intercepted_binops = frozenset({"+", "*", "**", "%"})

    def __init__(self, **options: Any) -> None:
        """Begin to count; `finalize` is counted too."""
        finalize: Callable[[object], object] = options.pop("finalize")
        super().__init__(finalize=lambda value: self._counted(finalize(value)), **options)
        self.rounds = 0
        self.signs = 0

    def _counted(self, value: object) -> object:
        # A text of the map is as long as a limit of its own allows; only texts of the template can grow.
        self._print(len(value) if isinstance(value, str) else 1)
        return value

    def _print(self, signs: int) -> None:
        self.signs += signs
        if self.signs > MOST_SIGNS:
            raise SecurityError(_HUGE)

    def tick(self, signs: int) -> str:
        """One round of something that may be repeated, which prints `signs` characters of the template itself."""
        self.rounds += 1
        if self.rounds > MOST_ROUNDS:
            raise SecurityError(_ENDLESS)
        self._print(signs)
        return ""

    def joined(self, *parts: Any) -> str:
        """What `~` gives, as long as it is short."""
        texts = [part if isinstance(part, str) or hasattr(part, "__html__") else str(part) for part in parts]
        made = Markup().join(texts) if any(hasattr(text, "__html__") for text in texts) else "".join(texts)
        if len(made) > _LONGEST_TEXT:
            raise SecurityError(f"`~` makes texts of at most {_LONGEST_TEXT:,} characters")
        return made

    def is_safe_attribute(self, obj: Any, attr: str, value: Any) -> bool:
        """As in the sandbox, and of texts only what cannot grow."""
        return super().is_safe_attribute(obj, attr, value) and (
            not isinstance(obj, str | bytes | int | float) or attr in _METHODS
        )

    def call_binop(self, context: Any, operator: str, left: Any, right: Any) -> Any:
        """Arithmetic with numbers of a reasonable size; `+` joins short texts and lists, too."""
        sizes = [abs(one) for one in (left, right) if isinstance(one, int | float)]
        lengths = [len(one) for one in (left, right) if isinstance(one, str | list | tuple)]
        if len(sizes) == 2 and max(sizes) <= (_WIDEST_BATCH if operator == "**" else _LARGEST_NUMBER):  # noqa: PLR2004 -- both sides
            return super().call_binop(context, operator, left, right)
        if operator == "+" and len(lengths) == 2 and sum(lengths) <= _LONGEST_TEXT:  # noqa: PLR2004 -- both sides
            return super().call_binop(context, operator, left, right)
        raise SecurityError(f'"{operator}" works with numbers of a reasonable size alone')

    def _parse(self, source: str, name: str | None, filename: str | None) -> nodes.Template:
        tree = super()._parse(source, name, filename)
        Bounding(name, filename).visit(tree)
        return tree


class Bounding(NodeTransformer):
    """Puts a count into everything that may run more than once, and refuses what would switch escaping off."""

    def __init__(self, name: str | None, filename: str | None) -> None:
        """Keep where the tree comes from, for errors."""
        self._name, self._filename = name, filename

    def visit_Template(self, node: nodes.Template) -> nodes.Node:  # noqa: N802 -- Jinja's name for it
        """The file itself, which may include itself."""
        return self._counted(node)

    visit_For = visit_Macro = visit_Block = visit_CallBlock = visit_Template  # noqa: N815 -- Jinja's names

    def visit_Concat(self, node: nodes.Concat) -> nodes.Node:  # noqa: N802 -- Jinja's name for it
        """`a ~ b` joins without asking anybody."""
        self.generic_visit(node)
        joined = nodes.Call(nodes.EnvironmentAttribute("joined"), node.nodes, [], None, None)
        return joined.set_lineno(node.lineno)

    def visit_EvalContextModifier(self, node: nodes.EvalContextModifier) -> nodes.Node:  # noqa: N802 -- Jinja's name for it
        """`{% autoescape %}`."""
        raise TemplateSyntaxError("escaping cannot be switched", node.lineno, self._name, self._filename)

    visit_ScopedEvalContextModifier = visit_EvalContextModifier  # noqa: N815 -- Jinja's name

    def _counted(self, node: Any) -> nodes.Node:
        signs = sum(len(data.data) for data in node.find_all(nodes.TemplateData))
        self.generic_visit(node)
        tick = nodes.Call(nodes.EnvironmentAttribute("tick"), [nodes.Const(signs)], [], None, None)
        node.body.insert(0, nodes.ExprStmt(tick, lineno=node.lineno))
        tick.set_lineno(node.lineno)
        return cast("nodes.Node", node)


def batch(values: Any, count: int) -> list[list[Any]]:
    """Rows of `count` values."""
    if not 0 < count <= _WIDEST_BATCH:
        raise SecurityError(f"a row of `batch` has 1 to {_WIDEST_BATCH} values")
    rows = list(values)
    return [rows[start : start + count] for start in range(0, len(rows), count)]


def loader(folder: Path) -> ChoiceLoader:
    """Files of the folder before ours; `ours/` before a name asks for ours."""
    ours = FileSystemLoader(assets.templates(), encoding="utf-8")
    return ChoiceLoader([_Own(folder, encoding="utf-8"), ours, PrefixLoader({"ours": ours})])


class _Own(FileSystemLoader):
    """Files of a folder; a link that leads out of its repository is refused, since its target would be in the picture."""

    def get_source(self, environment: Environment, template: str) -> tuple[str, str, Callable[[], bool]]:
        """As jinja2 asks for it."""
        found = super().get_source(environment, template)
        if not fence.at_home(Path(found[1])):
            raise UsageError(f"{Path(found[1]).as_posix()} {LEADS_OUT}", NAME_ITSELF)
        return found


def check(folder: Path, sink: str) -> None:
    """Refuse a folder in which nothing takes the place of one of our templates of that sink."""
    known = {path.name for path in (assets.templates() / sink).iterdir()}
    there = {path.name for path in (folder / sink).glob("*")} if (folder / sink).is_dir() else set()
    if not known & there:
        message = f"nothing in {folder.as_posix()}/{sink}/ takes the place of a template"
        raise UsageError(message, f"it may hold {', '.join(sorted(known))}; docs/templates.md tells about them")


def render(environment: OwnEnvironment, folder: Path, name: str, values: dict[str, object]) -> str:
    """One template, filled in. `UsageError` says what is wrong with a template of the folder."""
    environment.rounds = environment.signs = 0
    try:
        template: Template = environment.get_template(name)
        return "".join(template.generate(values))
    except TemplateSyntaxError as problem:
        raise _said(problem.filename, problem.lineno, problem.message or "it cannot be read", folder) from None
    except TemplateNotFound as problem:
        raise _said(*_place(problem, folder), f'there is no template "{problem.name}"', folder) from None
    except UnicodeDecodeError:
        raise UsageError(f"a template in {folder.as_posix()} is not UTF-8", "save it again as UTF-8") from None
    except RecursionError:
        raise UsageError(f"a template in {folder.as_posix()} includes or calls itself without end") from None
    except (TemplateError, TypeError, ValueError, AttributeError, ArithmeticError, LookupError) as problem:
        filename, line = _place(problem, folder)
        if filename is None:  # not of the folder: a bug of ours
            raise
        raise _said(filename, line, _reason(problem), folder) from None


def _place(problem: BaseException, folder: Path) -> tuple[str | None, int]:
    """The innermost line of a template of the folder that a problem passed: Jinja's tracebacks name them."""
    filename, line = None, 0
    trace = problem.__traceback__
    while trace is not None:
        if trace.tb_frame.f_code.co_filename.startswith(str(folder)):
            filename, line = trace.tb_frame.f_code.co_filename, trace.tb_lineno
        trace = trace.tb_next
    return filename, line


def _reason(problem: Exception) -> str:
    said = str(problem) or type(problem).__name__
    if isinstance(problem, UndefinedError):
        return _OBJECT.sub(r'a \1 has no "\2"', said)
    return said


def _said(filename: str | None, line: int, reason: str, folder: Path) -> UsageError:
    shown = filename or folder.as_posix()
    help_line = "docs/templates.md lists what a template can use"
    return UsageError(f"{shown}, line {line}: {reason}" if line else f"{shown}: {reason}", help_line)
