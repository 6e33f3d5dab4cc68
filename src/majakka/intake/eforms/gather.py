"""One walk over a notice: the elements of every field in the table of paths, grouped as the table groups them.

The table is compiled once into a tree of tags. The walk goes down only where a field can be, so the parts of
a notice that nobody reads (exclusion grounds, contact persons, documents) cost nothing but a look at their
first element.
"""

import dataclasses
from typing import Any

from majakka.base.errors import RejectedError
from majakka.intake.eforms.paths import EXT, FIELDS, GROUPS, LIMITS, NAMESPACES
from majakka.intake.errors import Code
from majakka.intake.xml import Element

Bag = dict[str, list[Any]]
"""What one group holds: field code -> its elements, group name -> the bags of that group, in document order."""

ITSELF = "element"
"""Key under which a bag keeps its own element, as a list of one."""


PRIVACY = "privacy"
"""Group of the marks that withhold a field of the same bag."""


@dataclasses.dataclass(slots=True)
class Step:
    """What to do at one tag: keep the element for a field, open a bag, go further down."""

    field: str = ""
    field_by_list: dict[str, str] = dataclasses.field(default_factory=dict)  # @listName -> field
    group: str = ""
    limit: int = 0
    below: dict[str, "Step"] = dataclasses.field(default_factory=dict)


def clark(step: str) -> str:
    """A prefixed name in Clark notation, the way lxml writes tags.

    >>> clark("cbc:ID")
    '{urn:oasis:names:specification:ubl:schema:xsd:CommonBasicComponents-2}ID'
    """
    prefix, _, name = step.partition(":")
    return f"{{{NAMESPACES[prefix]}}}{name}"


def gather(root: Element) -> tuple[Bag, list[Bag]]:
    """All elements of all known fields below `root`, and the bags that hold a withheld field (BT-195).

    Raises RejectedError when a group repeats beyond its limit.
    """
    bag: Bag = {ITSELF: [root]}
    withholding: list[Bag] = []
    _walk(root, _TREE, bag, withholding)
    return bag, withholding


def _walk(element: Element, steps: dict[str, Step], bag: Bag, withholding: list[Bag]) -> None:
    for child in element:
        step = steps.get(child.tag)
        if step is None:
            continue
        if step.group:
            inner: Bag = {ITSELF: [child]}
            bags = bag.setdefault(step.group, [])
            bags.append(inner)
            if step.limit and len(bags) > step.limit:
                raise _too_many(step)
            if step.group == PRIVACY:
                withholding.append(bag)
            _walk(child, step.below, inner, withholding)
            continue
        code = step.field
        if step.field_by_list:
            code = step.field_by_list.get((child.get("listName") or "").strip(), code)
        if code:
            kept = bag.get(code)
            if kept is None:
                bag[code] = [child]
            else:
                kept.append(child)
        if step.below:
            _walk(child, step.below, bag, withholding)


def _too_many(step: Step) -> RejectedError:
    return RejectedError(
        Code.TOO_MANY,
        f"More than {step.limit} elements for “{step.group}”; no notice has so many. Send the notice as published.",
        place=step.group,
    )


def _compile(group: str) -> dict[str, Step]:
    steps: dict[str, Step] = {}
    for code, places in FIELDS.get(group, {}).items():
        for place in places:
            path, _, wanted = place.partition("[@listName='")
            step = _descend(steps, path)
            if wanted:
                step.field_by_list[wanted.removesuffix("']")] = code
            else:
                step.field = code
    for inner, place in GROUPS.get(group, ()):
        step = _descend(steps, place)
        step.group, step.limit = inner, LIMITS.get(inner, 0)
        step.below = _compile(inner)
    return steps


def _descend(steps: dict[str, Step], path: str) -> Step:
    step = Step()
    for name in path.replace("EXT", EXT).split("/"):
        step = steps.setdefault(clark(name), Step())
        steps = step.below
    return step


_TREE = _compile("notice")
