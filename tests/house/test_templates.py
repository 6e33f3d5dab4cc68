"""Templates work under a content security policy without exceptions, and none of them lies about unused."""

import re
from pathlib import Path

from django.template.utils import get_app_template_dirs

_NOT_MARKUP = re.compile(r"{#.*?#}|{% comment.*?endcomment %}|<!--.*?-->|{%.*?%}|{{.*?}}", re.DOTALL)
_INLINE = {
    "a script in the page": re.compile(
        r"<script(?![^>]*\bsrc=)(?![^>]*application/(?:ld\+)?json)", re.IGNORECASE
    ),
    "a style sheet in the page": re.compile(r"<style\b", re.IGNORECASE),
    "a style attribute": re.compile(r"\sstyle\s*=", re.IGNORECASE),
    "an event attribute": re.compile(r"\son(?!ly\b)[a-z]+\s*=", re.IGNORECASE),
    "a script address": re.compile(r"=\s*[\"']\s*javascript:", re.IGNORECASE),
}
# Found by Django or allauth by its name alone
_FOUND_BY_NAME = {"400.html", "403.html", "403_csrf.html", "404.html", "500.html"}

# Marked as safe after review: file -> (how often, why it cannot carry what outsiders wrote). None so far: markup in
# Python is made by format_html and format_html_join.
_REVIEWED_SAFE: dict[str, tuple[int, str]] = {}


def test_no_template_needs_an_exception_from_the_content_policy(templates: dict[str, str]) -> None:
    assert templates
    found = [
        f"{name}: {what}"
        for name, source in templates.items()
        for what, pattern in _INLINE.items()
        if pattern.search(_NOT_MARKUP.sub("", source))
    ]
    assert found == []


def test_no_line_of_a_template_is_too_long_to_review(templates: dict[str, str]) -> None:
    """A whole table on one line hides in review what changed in it, and two people who touch it collide."""
    # Lines aim at 120, but the text of a translation cannot be cut; in a .txt every line break is content
    longest = 200
    found = [
        f"{name}:{number}: {len(line)} characters"
        for name, source in templates.items()
        if name.endswith(".html")
        for number, line in enumerate(source.splitlines(), start=1)
        if len(line) > longest
    ]
    assert found == [], "one element or template tag a line"


def test_every_template_is_used(templates: dict[str, str], package: Path) -> None:
    code = "\n".join(path.read_text() for path in package.rglob("*.py"))
    pages = "\n".join(templates.values())
    tags = set(re.findall(r"<c-([\w.\-]+)", pages))
    outside = {
        path.relative_to(folder).as_posix()
        for folder in get_app_template_dirs("templates")
        if package not in Path(folder).parents
        for path in Path(folder).rglob("*")
    }
    unused = [
        name
        for name in templates
        if name not in _FOUND_BY_NAME | outside
        and f'"{name}"' not in code
        and f'"{name}"' not in pages
        and _tag(name) not in tags
    ]
    assert unused == []


def _tag(name: str) -> str:
    """The tag of a component: components/share_bar.html is <c-share-bar>, components/a/b.html <c-a.b>."""
    return name.removeprefix("components/").removesuffix(".html").replace("/", ".").replace("_", "-")


def test_no_template_switches_escaping_off(templates: dict[str, str]) -> None:
    off = re.compile(r"\|\s*(?:safe|safeseq)\b|autoescape\s+off")
    assert [name for name, source in templates.items() if off.search(source)] == []


def test_text_is_marked_safe_only_where_that_was_reviewed(package: Path) -> None:
    calls = re.compile(r"\b(?:mark_safe|SafeString|SafeText)\(|\ballow_unsafe\b")
    found = {}
    for path in package.rglob("*.py"):
        if count := len(calls.findall(path.read_text())):
            found[path.relative_to(package).as_posix()] = count
    assert found == {name: count for name, (count, _why) in _REVIEWED_SAFE.items()}
