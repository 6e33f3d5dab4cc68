"""What the room hands across its walls."""

from dataclasses import dataclass, field

from majakka.base.errors import Rejection


@dataclass(frozen=True, slots=True)
class ReadCode:
    """One code of an outside file, with its labels."""

    code: str
    label_fi: str = ""
    label_sv: str = ""
    label_en: str = ""


@dataclass(frozen=True, slots=True)
class ReadList:
    """A code list as one outside file gives it.

    `parent` is the list of which this one is a part (an eForms tailored list), else "". `is_complete` says
    that a code which the file lacks is no longer in the list.
    """

    code: str
    version: str
    source: str
    codes: tuple[ReadCode, ...]
    parent: str = ""
    is_complete: bool = True


@dataclass(slots=True)
class ListOutcome:
    """What taking one list in changed, in numbers of codes."""

    code: str
    version: str
    new: int = 0
    updated: int = 0
    unchanged: int = 0
    ended: int = 0


@dataclass(slots=True)
class CodesOutcome:
    """What an import of codes did: the lists taken in, and the files that were not, with their reasons."""

    lists: list[ListOutcome] = field(default_factory=list)
    rejections: list[Rejection] = field(default_factory=list)
