"""What keeps a network from memorizing? Weight decay, dropout, moved copies, and stopping early."""

import numpy as np

from regviz import style
from regviz.claims.neural_networks import EVERY, HELD_OUT, KNOBS, ROWS, STEPS, TIMES, trainings
from regviz.core.formatting import number, plain, plural
from regviz.core.validation import demand
from regviz.explorers.base import explorer
from regviz.page.controls import choice, sample, slider
from regviz.page.explorer import Explorer
from regviz.page.fit import Fit
from regviz.page.stops import Stop
from regviz.views.base import legend_above
from regviz.views.curves import CurvesView

NAMES = {"decay": "weight decay", "dropout": "dropout", "copies": "moved copies"}
LOOKS = {"decay": 4, "dropout": 7, "copies": 5}  # no brake looks like a penalty of its own
SHIFTED = {f"{knob}_shifted": look for knob, look in LOOKS.items()}
LABELS = {f"{knob}{of}": name for knob, name in NAMES.items() for of in ("", "_shifted")}


@explorer("What keeps a neural network from memorizing?", lesson="12")
def neural_network(*, wrong=30, steps=STEPS, setting=0, knob="decay"):
    """A small neural network on handwritten digits, with four brakes against memorizing.

    What you see: the log loss along the training, on the fitted digits and on digits that are held
    out. Beside it the held-out loss at the present step for five settings of each knob. More
    panels: the same for digits moved by one pixel; and the share of the wrong labels that the
    network repeats, with the share of the held-out digits that it reads rightly.
    What to drag: steps, which is where the training stops. Then turn a knob: weight decay shrinks
    the weights in every step, dropout silences hidden units at random, and moved copies are the
    fitted digits once more, moved by one pixel. Setting 0 is off. `sample` draws other digits.
    What data: 200 digits of 8 by 8 grey levels, `wrong` of them with a wrong label, and 400 held
    out with their right labels. They come with scikit-learn. The network has 32 hidden units.

    steps (a multiple of 20 up to 600), setting (0 to 4) and knob ("decay", "dropout" or "copies")
    are where the explorer begins.
    Returns an Explorer. ValueError or TypeError names what is wrong.
    """
    demand(knob in KNOBS, "knob must be one of {}: got {!r}", ", ".join(KNOBS), knob)
    demand(setting in range(5), "setting must be a whole number from 0 to 4: got {!r}", setting)
    demand(steps in range(0, STEPS + 1, EVERY), "steps must be a multiple of {} from 0 to {}: "
           "got {!r}", EVERY, STEPS, steps)

    def fit(steps, setting, knob, sample):
        runs = trainings(wrong, sample)
        at = steps // EVERY
        now = {name: np.array([run.test[at] for run in row]) for name, row in runs.items()}
        now |= {f"{name}_shifted": np.array([run.shifted[at] for run in row])
                for name, row in runs.items()}
        return Fit(steps=steps, setting=setting, told=_told(knob, setting),
                   **runs[knob][setting]._asdict(), **now)

    fig, axes = style.canvas(4)
    views = _views(axes, wrong)
    return Explorer(fig, views, fit, first=2, stops=_stops(trainings(wrong, 0), wrong),
                    steps=slider(0, STEPS, EVERY, value=steps), setting=slider(0, 4, value=setting),
                    knob=choice([(name, knob) for knob, name in NAMES.items()], knob),
                    sample=sample())


def _told(knob, setting):
    """A knob and its setting in words: "dropout, share 0.2"."""
    value = KNOBS[knob][setting]
    if not value:
        return f"{NAMES[knob]} off"
    unit = {"decay": "lam =", "dropout": "share", "copies": "each image moved"}[knob]
    ways = (" way" if value == 1 else " ways") if knob == "copies" else ""
    return f"{NAMES[knob]}, {unit} {plain(value)}{ways}"


def _views(axes, wrong):
    along, upright, shifted, heart = axes
    of_settings = {"labels": LABELS, "xlabel": "setting (0 is off)", "ylabel": "held-out log loss"}
    for ax in (upright, shifted):
        ax.set_xticks(range(5))
    shares = {"accuracy": "test"} | ({"learned": 8} if wrong else {})
    return [
        TrainingView(along, "steps", TIMES, {"train": "train", "test": "test"}, ylim=(0, 2.5),
                     ylabel="log loss", best=("test", "lowest"), wrong=wrong),
        CurvesView(upright, "setting", range(5), LOOKS, ylim=(0.3, 1.5), title="held out",
                   **of_settings),
        CurvesView(shifted, "setting", range(5), SHIFTED, ylim=(0, 7),
                   title="held out, moved by one pixel", noun="log loss on digits moved by one "
                   "pixel", **of_settings),
        CurvesView(heart, "steps", TIMES, shares, ylim=(-0.03, 1.05), title="read and repeated",
                   ylabel="share", labels={"learned": "wrong labels repeated",
                                           "accuracy": "held-out digits right"}),
    ]


def _stops(runs, wrong):
    """Stop early, memorize, enough of a brake, too much of it, digits moved by a pixel."""
    off = runs["decay"][0]
    early = int(off.test.argmin())
    last = number(off.test[-1])
    low, end = (number(100 * off.learned[at]) for at in (early, -1))
    repeats = (f" It repeats {low} % of the wrong labels." if wrong else "")
    memory = (f" It repeats {end} % of the {wrong} wrong labels." if wrong else "")
    start = {"knob": "decay", "setting": 0}
    return [
        Stop(f"The held-out loss of this network is lowest after {plural(early * EVERY, 'step')}, "
             f"{number(off.test[early])}.{repeats}", steps=early * EVERY, **start,
             ask="No brake is on. When would you stop the training?",
             true=lambda fit: fit.test.argmin() * EVERY == fit.steps
             and (not wrong or number(100 * fit.learned[early]) == low)),
        Stop(f"The training loss is {number(off.train[-1])}, and the held-out loss {last}."
             f"{memory}", steps=STEPS, **start,
             ask="The training goes on to the end. What has the network learned?",
             true=lambda fit: fit.train[-1] < fit.train[early] and number(fit.test[-1]) == last
             and (not wrong or number(100 * fit.learned[-1]) == end)),
        *(_best(runs, knob) for knob in ("decay", "dropout")),
        *_too_much(runs), *_moved(runs),
    ]


def _best(runs, knob):
    """The setting of a knob with the lowest held-out loss at the end."""
    losses = [run.test[-1] for run in runs[knob]]
    at = int(np.argmin(losses))
    how = f"Best is setting {at} ({_told(knob, at)}), with {number(losses[at])}."
    if at == 0:
        how = f"Off is best here, with {number(losses[0])}."
    return Stop(f"{how} With the knob off the loss is {number(losses[0])}.", knob=knob, setting=at,
                steps=STEPS, ask=f"Which setting of {NAMES[knob]} has the lowest held-out loss?",
                true=lambda fit: np.argmin(getattr(fit, knob)) == fit.setting == at)


def _too_much(runs):
    """The strongest weight decay, where it keeps even the training loss up."""
    weak, strong = runs["decay"][0], runs["decay"][4]
    best = min(run.test[-1] for run in runs["decay"])
    if strong.train[-1] < 3 * weak.train[-1] or strong.test[-1] < 1.05 * best:
        return []
    return [Stop(f"It is too much. The training loss stays at {number(strong.train[-1])}, and the "
                 f"held-out loss is {number(strong.test[-1])}.", knob="decay", setting=4,
                 steps=STEPS, ask="Does still more weight decay help?",
                 true=lambda fit: fit.train[-1] > 3 * weak.train[-1]
                 and fit.decay[4] > 1.05 * fit.decay.min())]


def _moved(runs):
    """Copies in all four directions are made for digits that are moved by one pixel."""
    losses = {knob: min(run.shifted[-1] for run in row) for knob, row in runs.items()}
    other = min(losses["decay"], losses["dropout"])
    copies = runs["copies"][4].shifted[-1]
    if copies >= 0.8 * other:
        return []
    return [Stop(f"Moved copies have. With all four ways the loss is {number(copies)}, and the "
                 f"best of decay and dropout is {number(other)}.", steps=STEPS, knob="copies",
                 setting=4,
                 ask="New digits come, moved by one pixel. Which knob has prepared the network?",
                 true=lambda fit: fit.copies_shifted[4] < 0.8 * min(
                     fit.decay_shifted.min(), fit.dropout_shifted.min()))]


class TrainingView(CurvesView):
    """Losses along the training, with `wrong` labels among those that are fitted; the title says
    the knob and its setting, `fit.told`."""

    @style.styled
    def __init__(self, *places, wrong, **options):
        super().__init__(*places, **options)
        self._wrong = wrong
        self.part("title", legend_above(self.ax, "along the training"))

    def update(self, fit) -> None:
        super().update(fit)
        self.parts["title"].set_text(fit.told)

    def describe(self, fit) -> str:
        words = (f"{fit.told[0].upper()}{fit.told[1:]}. After {plural(int(fit.steps), 'step')} the "
                 f"log loss is {number(self._value(fit, 'train'))} on the {ROWS} fitted digits and "
                 f"{number(self._value(fit, 'test'))} on the {HELD_OUT} held out.")
        best = int(self.values[self._best_index(fit)])
        words += f" The held-out loss is lowest after {plural(best, 'step')}."
        if self._wrong and self._value(fit, "train") > self._value(fit, "test"):
            words += (f" The training loss is the larger one: {self._wrong} of the fitted digits "
                      "have a wrong label, and the digits held out have none.")
        return words
