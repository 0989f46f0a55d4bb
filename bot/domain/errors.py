"""The error that is meant for a person."""


class Refusal(Exception):
    """A sentence for the person who asked: what happened, and what to do next.

    Raised at any layer; shown privately by the one error handler. `typed` is what the person wrote and
    could not be saved: the handler hands it back as a file, so that nobody's words are lost.
    """

    def __init__(self, sentence: str, *, typed: str = "") -> None:
        super().__init__(sentence)
        self.sentence = sentence
        self.typed = typed


class StoreBusy(Refusal):
    """What is stored can't be reached for a while, as when somebody else holds it. Nothing was done."""

    def __init__(self) -> None:
        super().__init__("I can't get at my records just now, so nothing was changed. Try again in a minute.")
