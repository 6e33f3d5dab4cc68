"""A form element with the same element of the other languages in which the notice was published."""

from dataclasses import dataclass

from majakka.base.text import Text
from majakka.intake.ted.paths import Path, Step
from majakka.intake.xml import Element


@dataclass(frozen=True, slots=True)
class Node:
    """`element` in the original language; `twins` are its counterparts in the other languages, if any.

    Facts are read from the original, texts from all. A list of children has twins only when every language
    has as many: otherwise nothing says which belongs to which.
    """

    element: Element
    language: str
    twins: tuple[tuple[str, Element], ...] = ()

    def first(self, path: Path) -> "Node | None":
        """The first element that the path leads to, with its twins."""
        element = first(self.element, path)
        if element is None:
            return None
        if not self.twins:
            return Node(element, self.language)
        return next(iter(self.every(path)))

    def every(self, path: Path) -> "list[Node]":
        """All elements that the path leads to, each with its twins."""
        own = every(self.element, path)
        if not self.twins or not own:
            return [Node(element, self.language) for element in own]
        others = [(language, every(element, path)) for language, element in self.twins]
        rows = [(language, elements) for language, elements in others if len(elements) == len(own)]
        return [
            Node(element, self.language, tuple((language, elements[i]) for language, elements in rows))
            for i, element in enumerate(own)
        ]

    def has(self, path: Path) -> bool:
        return first(self.element, path) is not None

    def text(self, path: Path) -> str:
        """The text in the original language, on one line; empty when there is none."""
        element = first(self.element, path)
        return "" if element is None else text_of(element, " ")

    def texts(self, path: Path, separator: str = "\n") -> Text:
        """The text in every language, original first, its paragraphs joined by the separator."""
        node = self.first(path)
        if node is None:
            return {}
        found = {node.language: text_of(node.element, separator)}
        for language, element in node.twins:
            found.setdefault(language, text_of(element, separator))
        return {language: text for language, text in found.items() if text}

    def attribute(self, path: Path, name: str) -> str:
        element = first(self.element, path)
        return "" if element is None else element.get(name, "").strip()


def first(element: Element, path: Path) -> Element | None:
    """The first element that the path leads to."""
    for steps in path:
        found = _first(element, steps, 0)
        if found is not None:
            return found
    return None


def every(element: Element, path: Path) -> list[Element]:
    """All elements of the first alternative that leads to any, in document order."""
    for steps in path:
        found = [element]
        for deep, name in steps:
            found = [
                child
                for parent in found
                for child in (parent.iterdescendants(name) if deep else parent.iterchildren(name))
            ]
        if found:
            return found
    return []


def _first(element: Element, steps: tuple[Step, ...], at: int) -> Element | None:
    # Called some hundred times for each notice: no generators of our own here.
    if at == len(steps):
        return element
    deep, name = steps[at]
    children = element.iterdescendants(name) if deep else element.iterchildren(name)
    if at + 1 == len(steps):
        return next(children, None)
    for child in children:
        found = _first(child, steps, at + 1)
        if found is not None:
            return found
    return None


def name_of(element: Element) -> str:
    """The element's name without its namespace."""
    tag: str = element.tag
    return tag[tag.rfind("}") + 1 :]


def place_of(element: Element) -> str:
    """The element's path from the root, for people who look for it in the file."""
    names = [name_of(element), *(name_of(above) for above in element.iterancestors())]
    return "/" + "/".join(reversed(names))


def text_of(element: Element, separator: str) -> str:
    """Its paragraphs (P), blanks within them folded, or its own text where it has none."""
    paragraphs = [_folded(p) for p in element.iterchildren("{*}P")]
    if not paragraphs:
        return _folded(element)
    return separator.join([paragraph for paragraph in paragraphs if paragraph])


def _folded(element: Element) -> str:
    text = "".join(element.itertext()) if len(element) else element.text
    return " ".join(text.split()) if text else ""
