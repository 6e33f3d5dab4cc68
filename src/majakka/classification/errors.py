"""What can go wrong when definitions and word lists are edited."""

from collections.abc import Sequence

from majakka.base.errors import MajakkaError


class WordListError(MajakkaError):
    """A word list cannot be taken into use. `problems` says of each phrase what is wrong and how to mend it."""

    def __init__(self, problems: Sequence[str]) -> None:
        super().__init__(" ".join(problems))
        self.problems = tuple(problems)


class DefinitionError(MajakkaError):
    """A definition cannot be published as given."""

    def __init__(self, problems: Sequence[str]) -> None:
        super().__init__(" ".join(problems))
        self.problems = tuple(problems)


class WordListChangedError(MajakkaError):
    """Another person has put a newer `version` of the list in force since it was read."""

    def __init__(self, version: int) -> None:
        super().__init__(f"Version {version} has come in force since.")
        self.version = version
