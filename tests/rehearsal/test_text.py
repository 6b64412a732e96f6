"""Discord's markdown becomes the HTML that Discord shows, and nothing that people type becomes anything else."""

import re
from html.parser import HTMLParser

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rehearsal.render.text import to_html

NAMES = {"<@1>": "Rosa <3", "<@&2>": "Organizer", "<#3>": "canvass"}


@pytest.mark.parametrize(
    ("typed", "shown"),
    [
        ("plain", "<p>plain</p>"),
        ("two\nlines", "<p>two<br>lines</p>"),
        ("**bold** *slanted* _too_", "<p><strong>bold</strong> <em>slanted</em> <em>too</em></p>"),
        ("__under__ ~~gone~~", "<p><u>under</u> <s>gone</s></p>"),
        ("***both***", "<p><strong><em>both</em></strong></p>"),
        ("snake_case_name and 2*3*4", "<p>snake_case_name and 2<em>3</em>4</p>"),
        ("`a **b**`", "<p><code>a **b**</code></p>"),
        ("```py\nx < 1\n```", "<pre><code>x &lt; 1</code></pre>"),
        ("-# small", "<small>small</small>"),
        ("> said\nnot said", "<blockquote><p>said</p></blockquote><p>not said</p>"),
        (">>> all\nof it", "<blockquote><p>all<br>of it</p></blockquote>"),
        ("- one\n  - inner\n- two", "<ul><li>one<ul><li>inner</li></ul></li><li>two</li></ul>"),
        ("3. three\n4. four", '<ol start="3"><li>three</li><li>four</li></ol>'),
        (r"\*as typed\*", "<p>*as typed*</p>"),
        (r"\_\_\_ and a\_b", "<p>___ and a_b</p>"),
        ("<@99>", '<p><span class="mention">@<bdi>?</bdi></span></p>'),
        ("<t:1770000000:R>", '<p><discord-time unix="1770000000" look="R"></discord-time></p>'),
        ("||secret||", '<p><details class="spoiler"><summary>▒▒▒</summary>secret</details></p>'),
        ("<:wave:123456>", "<p>:wave:</p>"),
    ],
)
def test_discords_markdown(typed: str, shown: str) -> None:
    assert to_html(typed, NAMES) == shown


def test_headings_stand_each_on_its_own() -> None:
    assert re.findall(r'class="(h-\d)".*?>(\w+)<', to_html("# One\n## Two\n### Three", {})) == [
        ("h-1", "One"),
        ("h-2", "Two"),
        ("h-3", "Three"),
    ]


def test_mentions_show_names_as_they_are_written() -> None:
    html = to_html("<@1> <@!1> <@&2> <#3> </canvass plan:123>", NAMES)
    assert html.count("@<bdi>Rosa &lt;3</bdi>") == 2
    assert "@<bdi>Organizer</bdi>" in html
    assert 'data-channel="3">#<bdi>canvass</bdi>' in html
    assert 'data-command="canvass plan">/canvass plan<' in html


def test_ways_within_discord_stay_on_the_page() -> None:
    html = to_html("[the **card**](https://discord.com/channels/1/3/55) https://ptb.discord.com/channels/1/3", NAMES)
    labelled = '<button type="button" class="way" data-channel="3" data-goto="55">the <strong>card</strong></button>'
    bare = '<button type="button" class="mention" data-channel="3" data-goto="">#<bdi>canvass</bdi></button>'
    assert html == f"<p>{labelled} {bare}</p>"
    assert "› 💬" in to_html("<https://discord.com/channels/1/3/55>", NAMES)
    assert "#<bdi>?</bdi>" in to_html("https://discord.com/channels/1/4/55", NAMES)
    for elsewhere in ("https://discord.com/channels/1/3/55/../6", "https://discord.com.example.org/channels/1/3"):
        assert f'href="{elsewhere}"' in to_html(elsewhere, NAMES)


def test_links_lead_out_and_only_to_the_web() -> None:
    html = to_html("[map](https://example.org/a_b_c?x=1&y=2) <https://example.org> https://example.org/x.", {})
    assert html.count('rel="noopener noreferrer"') == 3
    assert 'href="https://example.org/a_b_c?x=1&amp;y=2"' in html
    assert html.endswith("</a>.</p>")
    for bad in ("[x](javascript:alert(1))", "[x](data:text/html,hi)", "<javascript:alert(1)>"):
        assert "<a" not in to_html(bad, {})


HOSTILE = [
    "<script>alert(1)</script>",
    '<img src=x onerror="alert(1)">',
    "<!-- ",
    "</p></div></body>",
    '"><svg onload=alert(1)>',
    "[<b>x</b>](https://example.org/\"onmouseover='alert(1)')",
    'https://example.org/"><script>alert(1)</script>',
    "`<script>`",
    "```\n</code></pre><script>alert(1)</script>\n```",
    "@everyone @here",
    "\u202e right to left \u2066",
    "a\u200bb\u200d\ufeff",
    "*" * 4000,
    "_**~~||" * 500,
    "> " * 2000,
    "- " * 2000,
    "[" * 2000 + "](" * 500,
    "<t:99999999999999999999:R> <t:-1:Z>",
    "{{ 7 * 7 }} ${7*7}",
    "\0\x07\x1b[31m",
]
ALLOWED = {
    "p": set(), "br": set(), "strong": set(), "em": set(), "u": set(), "s": set(), "code": set(), "pre": set(),
    "blockquote": set(), "ul": set(), "li": set(), "small": set(), "bdi": set(), "summary": set(),
    "ol": {"start"}, "span": {"class"}, "details": {"class"}, "div": {"class", "role", "aria-level"},
    "button": {"type", "class", "data-channel", "data-command"}, "a": {"href", "target", "rel"},
    "discord-time": {"unix", "look"},
}  # fmt: skip


class Strict(HTMLParser):
    """Fails at any tag or attribute that the renderer does not write itself, and at tags left open."""

    def __init__(self) -> None:
        super().__init__()
        self.open: list[str] = []
        self.text = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        assert tag in ALLOWED, tag
        assert {name for name, _ in attrs} <= ALLOWED[tag], attrs
        assert all((value or "").startswith(("https://", "http://")) for name, value in attrs if name == "href")
        if tag != "br":
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag

    def handle_data(self, data: str) -> None:
        self.text += data

    def handle_comment(self, data: str) -> None:
        raise AssertionError(data)


def parsed(html: str) -> Strict:
    reader = Strict()
    reader.feed(html)
    reader.close()
    assert not reader.open
    return reader


@pytest.mark.parametrize("typed", HOSTILE)
def test_hostile_text_stays_text(typed: str) -> None:
    parsed(to_html(typed, NAMES))


@given(st.text(alphabet=st.sampled_from("ab <>*_~|`[]()#-.>:/\\\n\"'&@!1t") | st.characters(), max_size=200))
def test_any_text_at_all_stays_text(typed: str) -> None:
    parsed(to_html(typed, NAMES))


@given(st.text(alphabet="abc def éñ😀\u200f", max_size=100))
def test_plain_words_are_shown_as_they_were_typed(typed: str) -> None:
    assert parsed(to_html(typed, {})).text == typed
