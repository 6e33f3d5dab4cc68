"""What stops set-up, said with its remedy."""


class SetUpError(Exception):
    """Set-up cannot go on. `what` is the fault in one sentence, `remedy` the lines that mend it."""

    def __init__(self, what: str, *remedy: str) -> None:
        super().__init__(what)
        self.what = what
        self.remedy = remedy
