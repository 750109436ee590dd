"""Problems to fit: the `Problem` record with its names, units and scaling, data sets and seeded
generators, and the reader of tables.

May import: numpy, `core`; scikit-learn inside the functions that hand out its data sets.
"""

from regviz.core.lazy import attach

__getattr__, __dir__, __all__ = attach(__name__, {
    "problem": "Problem",
    "datasets": (
        "breast_cancer correlated correlated_groups diabetes digits polynomial sine true_coef "
        "wave wine"
    ),
    "csv_reader": "read_csv",
})
