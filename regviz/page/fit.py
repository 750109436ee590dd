"""What a function of the controls returns: a frozen record that views read."""

from types import SimpleNamespace


class Fit(SimpleNamespace):
    """A frozen record of one state, for views and texts: `Fit(lam=0.3, coef=coef, df=4.0)`."""

    def __setattr__(self, name, value):
        raise AttributeError(f"a Fit is frozen: make a new one instead of setting {name}.")

    def __getattr__(self, name):
        have = ", ".join(vars(self)) or "nothing"
        raise AttributeError(f"this view reads fit.{name}, but fit(...) returned a Fit "
                             f"with {have}.")
