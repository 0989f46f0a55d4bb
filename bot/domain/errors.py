"""The one error that is meant for a person."""


class Refusal(Exception):
    """A sentence for the person who asked: what happened, and what to do next.

    Raised at any layer; shown privately by the one error handler. `typed` is what the person wrote and
    could not be saved: the handler hands it back as a file, so that nobody's words are lost.
    """

    def __init__(self, sentence: str, *, typed: str = "") -> None:
        super().__init__(sentence)
        self.sentence = sentence
        self.typed = typed
