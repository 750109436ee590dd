"""Prediction cards and exit questions: gestures, no mathematics.

A card is one widget. The notebook's code never waits for it, and where no kernel runs it is one
line of text and a still piece of HTML. `card.commit(choice)` in code is the same gesture as the
button on the page.
"""

import math
from collections.abc import Mapping, Sequence
from hashlib import sha256
from html import escape

import anywidget
import traitlets
from IPython import get_ipython

from regviz import style
from regviz.core.arguments import check_flag, check_text, checked, number
from regviz.core.formatting import plain
from regviz.core.records import remember
from regviz.core.verdict import Verdict
from regviz.page.explorer import LOCKED
from regviz.page.widget import HERE, script

_REFUSED = "Write one number, such as 0.5: this was “{}”."


class Card(anywidget.AnyWidget):
    """What all cards share: the script, a stable line of text, still HTML for readers without a
    kernel."""

    _esm = script("cards")
    _css = HERE / "cards.css"
    spec = traitlets.Dict().tag(sync=True)

    def __init__(self, kind: str, question: str, choices: Sequence[str], hidden: str, **spec):
        title, question = kind.capitalize(), " ".join(question.split())
        self._line = f"{title}: {question}"
        listed = "".join(f"<li>{escape(choice)}</li>" for choice in choices)
        fold = f"<details><summary>The answer</summary>{escape(hidden)}</details>"
        self.still = f"<div><b>{title}.</b> {escape(question)}<ul>{listed}</ul>{fold}</div>"
        super().__init__(spec={"kind": kind, "title": title, "question": question,
                               "choices": choices, "presenter": style.presenting(), **spec})

    def __repr__(self):
        return self._line

    def _repr_mimebundle_(self, **kwargs):
        data, metadata = super()._repr_mimebundle_(**kwargs)
        return data | {"text/plain": self._line, "text/html": self.still}, metadata


class Question(Card):
    """A card with one answer to give: radio buttons, or a number box where there are no choices."""

    reply = traitlets.Dict({"text": "", "right": None, "settled": False}).tag(sync=True)
    choice = traitlets.Any(None, allow_none=True).tag(sync=True)

    def __init__(self, kind, question, choices, hidden, **spec):
        self._choices = choices
        super().__init__(kind, question, choices, hidden, **spec)
        self.on_msg(self._from_page)

    def _from_page(self, _, content, buffers):
        try:
            self.commit(content["commit"])
        except ValueError as error:
            self._say(str(error))

    def _say(self, text: str, right: bool | None = None, settled: bool = False):
        self.reply = _reply(text, right, settled)

    def _read(self, choice):
        if not self._choices:
            return _number(choice)
        if choice not in self._choices:
            raise ValueError(f"Choose one of: {'; '.join(self._choices)}.")
        return choice

    def _remember(self, said):
        kind, asked = self.spec["kind"], self.spec["question"]
        remember(kind, self.name, said, self.reply["right"], asked=asked)

    @property
    def name(self) -> str:
        """A name that the card has in every run, for a page that links a picture to it."""
        return f"card-{sha256(self.spec['question'].encode()).hexdigest()[:8]}"

    def alone(self) -> dict:
        """What a page needs that answers with no kernel: a reply for each choice, or the number
        and its two replies."""
        return {"id": self.name, "spec": self.spec | {"teacher": False}, "choice": None,
                "reply": _reply(""), "replies": {c: self._judge(c) for c in self._choices}}


class Prediction(Question):
    """A question answered before the slider moves; made by `predict`."""

    teaching = False  # whether cards start unlocked
    of_cells = {}  # cell of the notebook -> the card that unlocks the explorer there
    unlocked = traitlets.Bool(False).tag(sync=True)

    def __init__(self, question, choices, answer, why, unit, tolerance):
        self._answer = answer
        self._tolerance = tolerance if choices else _allowed(answer, tolerance)
        self._why = why
        self._unit = unit
        self._explorers = []
        hidden = f"{_quoted(answer, unit)}. {why}"
        super().__init__("prediction", question, choices, hidden, button="Commit", unit=unit,
                         teacher=True)
        self.unlocked = Prediction.teaching

    def _from_page(self, card, content, buffers):
        if "unlock" in content:
            self.unlock()
            self._say("Unlocked without a prediction; you can still commit to one.")
        else:
            super()._from_page(card, content, buffers)

    def commit(self, choice: str | float) -> None:
        """Commit to a choice, or to a number: the card answers, the explorer unlocks. The first
        commitment stands.

        ValueError: not one of the choices, or not a finite number.
        """
        if self.choice is not None:
            return
        self.choice = self._read(choice)
        self.reply = self._judge(self.choice)
        self._remember(_quoted(self.choice, self._unit))
        self.unlock()

    def _judge(self, choice) -> dict:
        if self._choices:
            right = choice == self._answer
        else:
            right = bool(abs(choice - self._answer) <= self._tolerance)
        return self._told(right, _quoted(choice, self._unit))

    def _told(self, right, said) -> dict:
        """The reply to what was said."""
        begin = "It is" if right else f"You predicted {said}; it is"
        return _reply(f"{begin} {_quoted(self._answer, self._unit)}. {self._why}", right, True)

    def alone(self) -> dict:
        state = super().alone() | {"once": True}
        if self._choices:
            return state
        said = f"{{}} {self._unit}".strip()
        return state | {"number": {"answer": self._answer, "tolerance": self._tolerance,
                                   "right": self._told(True, said),
                                   "wrong": self._told(False, said), "refused": _REFUSED}}

    def unlocks(self, explorer):
        """Lock `explorer` until this card is committed or unlocked; returns the explorer.

        A cell that is run again keeps the card it had, though a later card may have taken its name.
        """
        own = Prediction.of_cells.setdefault(_cell(), self)
        if _cell() is not None and own.spec["question"] != self.spec["question"]:
            return own.unlocks(explorer)
        Prediction.of_cells[_cell()] = self
        if not self.unlocked:
            explorer.lock(LOCKED)
            explorer.card = self.name
            self._explorers.append(explorer)
        return explorer

    def unlock(self) -> None:
        """Unlock the explorers of this card, prediction or not: the teacher's button."""
        self.unlocked = True
        while self._explorers:
            self._explorers.pop().unlock()


class ExitQuestion(Question):
    """A question at the end of a lesson, asked until it is right; made by `exit_question`."""

    def __init__(self, question, choices, answer, feedback):
        self._answer, self._feedback = answer, feedback
        hidden = f"“{answer}”. {feedback[answer]}"
        super().__init__("exit question", question, choices, hidden, button="Answer")

    def commit(self, choice: str) -> None:
        """Answer with one of the choices; the card replies at once. ValueError: not one of them."""
        self.choice = self._read(choice)
        self.reply = self._judge(self.choice)
        self._remember(_quoted(self.choice, ""))

    def _judge(self, choice) -> dict:
        right = choice == self._answer
        again = "" if right else " Try another."
        return _reply(self._feedback[choice] + again, right, settled=right)


def _texts(choices, name):
    """The choices as a list of texts; none is an empty list."""
    if isinstance(choices, str) and choices:
        return [choices]
    if not isinstance(choices, (Sequence, type(None))):
        raise TypeError(f"{name} must be a list of texts, got {choices!r:.60}.")
    return [check_text(choice, name) for choice in choices or ()]


def _replies(feedback, name):
    """The replies to the choices, all of them texts, in a list or by choice."""
    if isinstance(feedback, Mapping):
        return {choice: check_text(reply, name) for choice, reply in feedback.items()}
    return _texts(feedback, name)


@checked(question=check_text, choices=_texts, why=check_text, unit=check_text, tolerance=number(0))
def predict(question: str, choices: Sequence[str] = (), *, answer: str | float, why: str,
            unit: str = "", tolerance: float = 0.0) -> Prediction:
    """A prediction card. With `choices` the answer is one of them; without, it is a number within
    `tolerance`.

    `card.unlocks(explorer)` locks the explorer until the reader commits; `why` is then told, right
    or wrong. ValueError: fewer than two choices, a choice given twice, an answer that is not a
    choice or not finite.
    """
    if choices:
        choices = _distinct(choices, check_text(answer, "answer"))
    else:
        answer = _finite(answer)
    return Prediction(question, choices, answer, why, unit, tolerance)


@checked(question=check_text, choices=_texts, answer=check_text, feedback=_replies)
def exit_question(question: str, choices: Sequence[str], answer: str,
                  feedback: Mapping[str, str] | Sequence[str]) -> ExitQuestion:
    """A question with a reply for every choice: `feedback` maps each choice to it, or lists the
    replies in order.

    ValueError: the choices are not distinct, the answer is none of them, or a reply is missing.
    """
    choices = _distinct(choices, answer)
    replies = feedback
    if not isinstance(feedback, Mapping):
        replies = dict(zip(choices, feedback, strict=False))
    if set(replies) != set(choices) or len(feedback) != len(choices):
        raise ValueError(f"feedback needs one sentence for each of the choices {choices}, "
                         f"got {feedback!r}.")
    return ExitQuestion(question, choices, answer, dict(replies))


@checked(on=check_flag)
def teacher(on: bool = True) -> Verdict:
    """Once per notebook, before the cards: every prediction card from here on starts unlocked."""
    Prediction.teaching = on
    return Verdict(f"Prediction cards from here on start {'unlocked' if on else 'locked'}.")


def _cell() -> str | None:
    """The id of the cell that is running, where the front end says it."""
    kernel = getattr(get_ipython(), "kernel", None)
    parent = kernel.get_parent() if kernel else None
    return (parent or {}).get("metadata", {}).get("cellId")


def _distinct(choices, *answers) -> list[str]:
    if len(choices) < 2 or len(set(choices)) < len(choices):
        raise ValueError(f"choices must be two or more different texts, got {choices}.")
    if set(answers) - set(choices):
        raise ValueError(f"answer must be one of the choices {choices}, got {answers[0]!r}.")
    return choices


def _number(text) -> float:
    try:
        number = float(str(text).replace("−", "-"))
    except ValueError:
        number = math.nan
    if not math.isfinite(number):
        raise ValueError(_REFUSED.format(text))
    return number


def _finite(answer) -> float:
    try:
        return number()(answer, "answer")
    except (TypeError, ValueError):
        raise ValueError("answer must be a finite number where there are no choices, "
                         f"got {answer!r:.60}.") from None


def _allowed(answer: float, tolerance: float) -> float:
    """The tolerance, so that rounding does not count, nor what the card itself leaves off."""
    shown = float(f"{answer:.4g}") if abs(answer) < 1e4 else answer
    return max(tolerance, abs(answer - shown)) + 1e-12 * max(abs(answer), tolerance)


def _reply(text: str, right: bool | None = None, settled: bool = False) -> dict:
    return {"text": text, "right": right, "settled": settled}


def _quoted(choice: str | float, unit: str) -> str:
    return f"“{choice}”" if isinstance(choice, str) else f"{plain(choice)} {unit}".strip()
