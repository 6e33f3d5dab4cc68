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
        if self.twins:
            return next(iter(self.every(path)), None)
        element = first(self.element, path)
        return None if element is None else Node(element, self.language)

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

    def one(self, path: Path) -> Element | None:
        """The first element in the original language."""
        return first(self.element, path)

    def all(self, path: Path) -> list[Element]:
        """All elements in the original language."""
        return every(self.element, path)

    def has(self, path: Path) -> bool:
        return first(self.element, path) is not None

    def text(self, path: Path) -> str:
        """The text in the original language, on one line; empty when there is none."""
        element = self.one(path)
        return "" if element is None else text_of(element, " ")

    def texts(self, path: Path, separator: str = "\n") -> Text:
        """The text in every language, original first, its paragraphs joined by the separator."""
        if self.twins:
            node = self.first(path)
            return {} if node is None else node.own_texts(separator)
        element = first(self.element, path)
        text = "" if element is None else text_of(element, separator)
        return {self.language: text} if text else {}

    def own_texts(self, separator: str) -> Text:
        """The element's own text in every language."""
        found = {self.language: text_of(self.element, separator)}
        for language, element in self.twins:
            found.setdefault(language, text_of(element, separator))
        return {language: text for language, text in found.items() if text}

    def attribute(self, path: Path, name: str) -> str:
        element = self.one(path)
        return "" if element is None else element.get(name, "").strip()


def first(element: Element, path: Path) -> Element | None:
    """The first element that the path leads to."""
    # Called a hundred times for each notice: the library walks, nothing of ours stands between.
    for steps in path:
        if len(steps) == 1:
            deep, names = steps[0]
            found = next(element.iterdescendants(*names) if deep else element.iterchildren(*names), None)
        else:
            found = _first(element, steps)
        if found is not None:
            return found
    return None


def every(element: Element, path: Path) -> list[Element]:
    """All elements of the first alternative that leads to any, in document order."""
    for steps in path:
        found = [element]
        for deep, names in steps:
            found = [
                child
                for parent in found
                for child in (parent.iterdescendants(*names) if deep else parent.iterchildren(*names))
            ]
        if found:
            return found
    return []


def _first(element: Element, steps: tuple[Step, ...]) -> Element | None:
    if not steps:
        return element
    deep, names = steps[0]
    children = element.iterdescendants(*names) if deep else element.iterchildren(*names)
    if len(steps) == 1:
        return next(children, None)
    for child in children:
        found = _first(child, steps[1:])
        if found is not None:
            return found
    return None


def child_of(element: Element, name: str) -> Element | None:
    """The first child of that name, for elements that are asked one thing only."""
    return next(element.iterchildren("{*}" + name), None) if len(element) else None


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
