"""`rv.explore`: every picture of the suite as one call, and the list of them."""

import base64
from html import escape
from importlib import import_module, resources

CALLS = {  # call: file of this folder, in the order of the lessons
    "one_lambda": "one_lambda",
    "overfitting": "overfitting",
    "noise_columns": "noise_columns",
    "bias_variance": "bias_variance",
    "normal_equations": "normal_equations",
    "ridge": "ridge",
    "one_coefficient": "one_coefficient",
    "soft_threshold": "thresholds",
    "many_weights": "many_weights",
    "constraint_geometry": "constraint_geometry",
    "random_losses": "random_losses",
    "surfaces": "surfaces",
    "coefficient_paths": "coefficient_paths",
    "three_paths": "three_paths",
    "units": "units",
    "cross_validation": "cross_validation",
    "reshuffled_folds": "reshuffles",
    "leak": "leak",
    "leave_one_out": "leave_one_out",
    "information_criteria": "information_criteria",
    "conventions": "conventions",
    "elastic_net": "elastic_net",
    "elastic_net_map": "elastic_net_map",
    "duplicated_column": "duplicated_column",
    "stability": "stability",
    "loss_and_penalty": "median_and_mean",
    "outlier": "outlier",
    "sparsity": "sparsity",
    "bump_dictionary": "bump_dictionary",
    "right_features": "right_features",
    "refit": "refit",
    "algorithms": "algorithms",
    "prox_step": "prox_step",
    "weight_decay": "weight_decay",
    "adam": "adam",
    "logistic_regression": "logistic",
    "support_vectors": "margin",
    "early_stopping": "early_stopping",
    "neural_network": "neural_network",
    "own_data": "own_data",
    "shuffled_target": "shuffled_target",
    "double_descent": "double_descent",
    "forests": "forests",
    "clusters": "clusters",
}


class Catalogue:
    """Every picture of the suite is one call that returns an Explorer:

        rv.explore.coefficient_paths("diabetes")
        rv.explore.coefficient_paths(frame, target="price")

    `rv.explore` at the end of a cell lists them with a still picture; `help` of a call says what is
    seen, what to drag and what data it takes.
    """

    def __getattr__(self, name):
        if name not in CALLS:
            raise AttributeError(f"rv.explore has no {name!r}; it has {', '.join(CALLS)}.")
        return getattr(import_module(f"regviz.explorers.{CALLS[name]}"), name)

    def __dir__(self):
        return sorted(CALLS)

    def __repr__(self):
        width = max(map(len, CALLS))
        rows = [f"rv.explore.{name:<{width}}  {getattr(self, name).question}" for name in CALLS]
        return "\n".join(rows)

    def _repr_html_(self):
        rows = "".join(map(self._row, CALLS))
        return ("<table><thead><tr><th>picture</th><th>question</th><th>call</th><th>lesson</th>"
                f"</tr></thead><tbody>{rows}</tbody></table>")

    def _row(self, name):
        call = getattr(self, name)
        return (f"<tr><td>{_still(name, call.question)}</td>"
                f"<td style='text-align:left'>{escape(call.question)}</td>"
                f"<td style='text-align:left'><code>rv.explore.{name}()</code></td>"
                f"<td>{call.lesson}</td></tr>")


def _still(name, question):
    picture = resources.files("regviz.explorers").joinpath("stills", f"{name}.png")
    if not picture.is_file():
        return ""
    data = base64.b64encode(picture.read_bytes()).decode()
    return f'<img src="data:image/png;base64,{data}" width="240" alt="{escape(question)}">'


explore = Catalogue()
