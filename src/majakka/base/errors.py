"""What can go wrong, said so that a person can act on it."""

from dataclasses import dataclass


class MajakkaError(Exception):
    """Base of every error of the domain. Its text is shown to people: what, where, and the remedy."""


@dataclass(frozen=True, slots=True)
class Rejection:
    """Why one outside file or row was not taken in.

    `file` is the path as the user gave it (inside an archive: `archive.zip!/inner.xml`); `place` is the
    field (BT-…), element path or line; `code` is stable and machine-readable; `message` is for people;
    `value` is the offending text, cut to a line.
    """

    file: str
    code: str
    message: str
    place: str = ""
    value: str = ""


class RejectedError(MajakkaError):
    """One outside file cannot be taken in. The file's name is added by the caller that knows it."""

    def __init__(self, code: str, message: str, *, place: str = "", value: str = "") -> None:
        super().__init__(message)
        self.code = code
        self.message = message
        self.place = place
        self.value = value[:200]

    def as_rejection(self, file: str) -> Rejection:
        return Rejection(file=file, code=self.code, message=self.message, place=self.place, value=self.value)
