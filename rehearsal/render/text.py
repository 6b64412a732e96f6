"""Discord's markdown as safe HTML.

Discord's flavor is no CommonMark: `__x__` underlines, `-#` is small print, one newline is one newline, a quote ends
with its line, and there are mentions and moments. Discord itself tries a list of patterns in order; so does this
module. Everything that was typed passes through `escape` on its only way out.
"""

import re
from collections.abc import Callable, Iterator, Mapping
from functools import lru_cache
from html import escape
from itertools import groupby

from rehearsal.render.scene import PLACE, way

Names = Mapping[str, str]  # "<@1>", "<@&2>", "<#3>" → the name to show
Rule = Callable[[re.Match[str], Names, int], str]
DEEPEST = 12  # levels of formatting inside formatting; deeper text is shown as it was typed

FENCE = re.compile(r"```(?:[\w+.-]*\n)?(.*?)\n?```", re.DOTALL)
HEADING = re.compile(r"(#{1,3})\s+(.+)")
SMALL = re.compile(r"-#\s+(.+)")
QUOTE = re.compile(r"> ?(.*)")
ITEM = re.compile(r"( *)([-*]|\d{1,9}\.) +(.*)")
PLAIN = re.compile(r".*", re.DOTALL)


def to_html(text: str, names: Names) -> str:
    """The HTML of a text as Discord shows it; `names` says how to show the ids that it mentions."""
    asked = set(re.findall(r"<(?:@[!&]?|#)\d+>", text)) | {f"<#{channel}>" for channel, _ in PLACE.findall(text)}
    known = tuple(sorted((key, names[key]) for key in asked if key in names))
    return _to_html(text, known)


@lru_cache(maxsize=2000)
def _to_html(text: str, names: tuple[tuple[str, str], ...]) -> str:
    parts = FENCE.split(text)  # text, code, text, code, … text
    drawn = []
    for index, part in enumerate(parts):
        if index % 2:
            drawn.append(f"<pre><code>{escape(part)}</code></pre>")
        elif part.strip("\n"):
            drawn.extend(_blocks(part.strip("\n").split("\n"), dict(names)))
    return "".join(drawn)


def _blocks(lines: list[str], names: Names, depth: int = 0) -> Iterator[str]:
    for kind, group in groupby(map(_line, _spread_quotes(lines)), key=lambda line: line[0]):
        block = [match for _, match in group]
        if kind is QUOTE and depth < DEEPEST:
            yield f"<blockquote>{''.join(_blocks([match[1] for match in block], names, depth + 1))}</blockquote>"
        elif kind is ITEM:
            yield _list(block, names)
        elif kind is HEADING:
            yield from (_heading(match, names) for match in block)
        elif kind is SMALL:
            yield from (f"<small>{inline(match[1], names)}</small>" for match in block)
        else:
            yield f"<p>{inline(chr(10).join(match[0] for match in block), names)}</p>"


def _spread_quotes(lines: list[str]) -> Iterator[str]:
    """Write `>>> all that follows` as one `>` a line."""
    for index, line in enumerate(lines):
        if line.startswith(">>> "):
            yield from (f"> {rest}" for rest in [line[4:], *lines[index + 1 :]])
            return
        yield line


def _line(line: str) -> tuple[re.Pattern[str], re.Match[str]]:
    """What kind of line this is; the last kind takes any."""
    return next((kind, match) for kind in (QUOTE, HEADING, SMALL, ITEM, PLAIN) if (match := kind.fullmatch(line)))


def _heading(match: re.Match[str], names: Names) -> str:
    size = len(match[1])
    return f'<div class="h-{size}" role="heading" aria-level="{size + 2}">{inline(match[2], names)}</div>'


def _list(items: list[re.Match[str]], names: Names) -> str:
    """Nested lists out of indented lines: an item further in belongs to the one above it."""
    drawn: list[str] = []
    open_lists: list[tuple[int, str]] = []
    for item in items:
        indent, mark, words = len(item[1]), item[2], item[3]
        while len(open_lists) > 1 and indent < open_lists[-1][0]:
            drawn.append(f"</li></{open_lists.pop()[1]}>")
        if open_lists and (indent <= open_lists[-1][0] or len(open_lists) == DEEPEST):
            drawn.append("</li>")
        else:
            tag = "ul" if mark in "-*" else "ol"
            open_lists.append((indent, tag))
            drawn.append("<ul>" if tag == "ul" else f'<ol start="{int(mark[:-1])}">')
        drawn.append(f"<li>{inline(words, names)}")
    drawn += [f"</li></{tag}>" for _, tag in reversed(open_lists)]
    return "".join(drawn)


def inline(text: str, names: Names, depth: int = 0) -> str:
    """One run of text, without headings, lists and quotes."""
    if depth > DEEPEST:
        return escape(text)
    drawn, at = [], 0
    while at < len(text):
        match, rule = _first(text, at)
        drawn.append(rule(match, names, depth))
        at = match.end()
    return "".join(drawn)


def _first(text: str, at: int) -> tuple[re.Match[str], Rule]:
    for pattern, rule in RULES:
        if match := pattern.match(text, at):
            return match, rule
    raise AssertionError("the last rule matches any character")


def _wrapped(tag: str) -> Rule:
    return lambda match, names, depth: f"<{tag}>{inline(match[1], names, depth + 1)}</{tag}>"


def _link(match: re.Match[str], names: Names, depth: int) -> str:
    address = match["url"]
    words = inline(match["words"], names, depth + 1) if "words" in match.re.groupindex else ""
    if inside := way(address):
        return _way(inside, words, names)
    words = words or escape(address)
    return f'<a href="{escape(address)}" target="_blank" rel="noopener noreferrer">{words}</a>'


def _way(inside: Mapping[str, str], words: str, names: Names) -> str:
    """A way within Discord: it never leaves the page."""
    to = " ".join(f'{name}="{value}"' for name, value in inside.items())
    if words:
        return f'<button type="button" class="way" {to}>{words}</button>'
    name = escape(names.get(f"<#{inside['data-channel']}>", "?"))
    message = " › 💬" if inside["data-goto"] else ""
    return f'<button type="button" class="mention" {to}>#<bdi>{name}</bdi>{message}</button>'


def _moment(match: re.Match[str], _: Names, __: int) -> str:
    return f'<discord-time unix="{int(match[1])}" look="{match[2] or "f"}"></discord-time>'


def _spoiler(match: re.Match[str], names: Names, depth: int) -> str:
    return f'<details class="spoiler"><summary>▒▒▒</summary>{inline(match[1], names, depth + 1)}</details>'


def _person(match: re.Match[str], names: Names, _: int) -> str:
    return f'<span class="mention">@<bdi>{escape(names.get(match[0].replace("!", ""), "?"))}</bdi></span>'


def _channel(match: re.Match[str], names: Names, _: int) -> str:
    name = escape(names.get(match[0], "?"))
    return f'<button type="button" class="mention" data-channel="{match[1]}">#<bdi>{name}</bdi></button>'


def _command(match: re.Match[str], _: Names, __: int) -> str:
    name = escape(match[1])
    return f'<button type="button" class="mention" data-command="{name}">/{name}</button>'


RULES: tuple[tuple[re.Pattern[str], Rule], ...] = (
    (re.compile(r"[^\\`<*_~|\[\nh]+"), lambda match, _, __: escape(match[0])),
    (re.compile(r"\n"), lambda *_: "<br>"),
    (re.compile(r"\\([^0-9A-Za-z\s])"), lambda match, _, __: escape(match[1])),
    (
        re.compile(r"(`{1,2})(?!`)(.+?)(?<!`)\1(?!`)", re.DOTALL),
        lambda match, _, __: f"<code>{escape(match[2])}</code>",
    ),
    (re.compile(r"<t:(-?\d{1,13})(?::([tTdDfFR]))?>"), _moment),
    (re.compile(r"</([-\w]{1,32}(?: [-\w]{1,32}){0,2}):\d+>"), _command),
    (re.compile(r"<@[!&]?(\d{1,20})>"), _person),
    (re.compile(r"<#(\d{1,20})>"), _channel),
    (re.compile(r"<a?:(\w{2,32}):\d{1,20}>"), lambda match, _, __: f":{match[1]}:"),
    (re.compile(r"<(?P<url>https?://[^\s<>]+)>"), _link),
    (re.compile(r"\[(?P<words>(?:\\.|[^\[\]\\])+)\]\(<?(?P<url>https?://[^\s()<>]+)>?\)"), _link),
    (re.compile(r"(?P<url>https?://[^\s<]+[^\s<.,:;\"')\]*_~|])"), _link),
    (re.compile(r"\*\*((?:\\.|[^\\])+?)\*\*(?!\*)", re.DOTALL), _wrapped("strong")),
    (re.compile(r"__((?:\\.|[^\\])+?)__(?!_)", re.DOTALL), _wrapped("u")),
    (re.compile(r"\*(?![\s*])((?:\*\*|\\.|[^*\\])+?)(?<!\s)\*(?!\*)", re.DOTALL), _wrapped("em")),
    (re.compile(r"(?<!\w)_(?!_)((?:__|\\.|[^_\\])+?)_(?!\w)", re.DOTALL), _wrapped("em")),
    (re.compile(r"~~(?!\s)(.+?)~~", re.DOTALL), _wrapped("s")),
    (re.compile(r"\|\|(.+?)\|\|", re.DOTALL), _spoiler),
    (re.compile(r".", re.DOTALL), lambda match, _, __: escape(match[0])),
)
