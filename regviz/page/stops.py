"""Stops: the places of an explorer where a teacher stands still, with what is said there."""

from collections.abc import Callable


class Stop:
    """A place worth standing at: the values of controls there, and the sentence that is said.

    `ask` is a question that is shown first; `true(fit)` checks that the sentence holds there (a
    test asserts it). Controls that are not named stand where the explorer began.

        Stop("All ten are in the model.", lam=0.01, ask="How many are in the model?",
             true=lambda fit: fit.df == 10)
    """

    def __init__(self, say: str, *, ask: str = "", true: Callable | None = None, **values):
        if not say:
            raise ValueError("a Stop needs the sentence that is said there.")
        self.say = say
        self.ask = ask
        self.true = true
        self.values = values

    def __repr__(self):
        given = "".join(f", {name}={value!r}" for name, value in self.values.items())
        return f"Stop({self.say!r}{given})"
