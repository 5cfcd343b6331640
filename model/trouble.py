"""What stops a command: one sentence for the person who ran it, and what to do about it."""


class Trouble(Exception):  # noqa: N818 - a word for people, not an error of the program
    """A failure told to a person, never a stack trace.

    `message` is one French sentence, `hint` says what to do, `detail` is the technical cause for whoever repairs.
    """

    def __init__(self, message: str, hint: str = "", detail: str = "") -> None:
        super().__init__(message)
        self.message = message
        self.hint = hint
        self.detail = detail

    def __str__(self) -> str:
        return " ".join(part for part in (self.message, self.hint) if part)
