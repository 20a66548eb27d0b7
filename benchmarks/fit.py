"""Log-linear models with an L2 penalty, fitted with L-BFGS from zero: no chance in them."""

import math
from collections import Counter
from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import minimize
from scipy.sparse import csr_matrix
from scipy.special import logsumexp

Told = tuple[frozenset[str], bool]  # features, and whether the annotators agree
Floats = NDArray[np.float64]
LEAST = 3  # articles in which a feature must stand before it gets a weight
FREE = "@exercise"  # what exercises have more of than news costs no penalty, and is left out


def logistic_fit(examples: Sequence[Told], strength: float) -> dict[str, float]:
    """The weight of every feature that tells, rounded; that of "" speaks for all."""
    names, matrix = columns([features for features, _ in examples])
    target = np.array([float(right) for _, right in examples])
    penalty = np.array([0.0 if name in ("", FREE) else strength for name in names])

    def loss(w: Floats) -> tuple[float, Floats]:
        z = matrix @ w
        value = np.sum(np.logaddexp(0, z) - target * z) + 0.5 * np.sum(penalty * w**2)
        return value, matrix.T @ (1 / (1 + np.exp(-z)) - target) + penalty * w

    return _weights(names, minimize(loss, np.zeros(len(names)), jac=True, method="L-BFGS-B").x)


def choice_fit(choices: Sequence[Sequence[Told]], strength: float) -> dict[str, float]:
    """The weights by which one of the options of a choice is right, or none of them is."""
    options = [told for choice in choices for told in choice]
    of = np.array([i for i, choice in enumerate(choices) for _ in choice], dtype=np.intp)
    right = np.array([float(is_right) for _, is_right in options])
    names, matrix = columns([features for features, _ in options])
    penalty = np.array([0.0 if name == "" else strength for name in names])

    def loss(w: Floats) -> tuple[float, Floats]:
        z = matrix @ w
        top = np.zeros(len(choices))  # none of them has no odds of its own
        np.maximum.at(top, of, z)
        power = np.exp(z - top[of])
        total = np.bincount(of, power, len(choices)) + np.exp(-top)
        value = np.sum(np.log(total) + top) - right @ z + 0.5 * np.sum(penalty * w**2)
        return value, matrix.T @ (power / total[of] - right) + penalty * w

    return _weights(names, minimize(loss, np.zeros(len(names)), jac=True, method="L-BFGS-B").x)


def _weights(names: Sequence[str], w: Floats) -> dict[str, float]:
    """Those that tell, rounded."""
    told = {n: round(float(v), 3) for n, v in zip(names, w, strict=True) if abs(v) > 0.01}
    return {name: weight for name, weight in told.items() if name != FREE}


def columns(features: Sequence[frozenset[str]]) -> tuple[list[str], csr_matrix]:
    """The names that stand often enough, and which row has which; the first column is "" of all."""
    counts = Counter(name for row in features for name in row)
    names = ["", *sorted(name for name, n in counts.items() if n >= LEAST)]
    index = {name: i for i, name in enumerate(names)}
    rows, cols = [], []
    for r, row in enumerate(features):
        for c in (0, *(index[name] for name in sorted(row) if name in index)):
            rows.append(r)
            cols.append(c)
    return names, csr_matrix((np.ones(len(rows)), (rows, cols)), shape=(len(features), len(names)))


def softmax_fit(
    matrix: csr_matrix, target: NDArray[np.int64], weight: Floats, classes: int, strength: float
) -> Floats:
    """The weights of every feature for every class; rows of the matrix count by weight."""
    shape = (matrix.shape[1], classes)
    hot = np.eye(classes)[target]

    def loss(flat: Floats) -> tuple[float, Floats]:
        w = flat.reshape(shape)
        z = matrix @ w
        logp = z - logsumexp(z, axis=1, keepdims=True)
        penalty = 0.5 * strength * np.sum(w[1:] ** 2)
        value = -np.sum(weight * np.sum(hot * logp, axis=1)) + penalty
        grad = matrix.T @ (weight[:, None] * (np.exp(logp) - hot))
        grad[1:] += strength * w[1:]
        return value, grad.ravel()

    return minimize(loss, np.zeros(math.prod(shape)), jac=True, method="L-BFGS-B").x.reshape(shape)
