"""Signs and what they are signs of → weights: the part that tools/learn_*.py have in common."""

import numpy
from sklearn.feature_extraction import DictVectorizer
from sklearn.linear_model import LogisticRegression

FEWEST = 3  # examples that bear a sign, before it is learnt


class Fitting:
    """The signs of each example, counted once."""

    def __init__(self, examples):
        vectors = DictVectorizer()
        counted = vectors.fit_transform([dict.fromkeys(signs, 1) for signs in examples])
        often = numpy.asarray(counted.sum(axis=0)).ravel() >= FEWEST
        self.signs = [name for name, kept in zip(vectors.feature_names_, often, strict=True) if kept]
        self.counted = counted[:, often]

    def weights(self, wanted, strength, counts=None):
        """What is always there, and sign → weight; those that weigh nothing left out.

        strength  of what is learnt against few and small weights
        counts    how much each example counts; without them all alike
        """
        model = LogisticRegression(l1_ratio=1, C=strength, solver="liblinear", random_state=1)
        model.fit(self.counted, wanted, sample_weight=counts)
        told = zip(self.signs, model.coef_[0], strict=True)
        return float(model.intercept_[0]), {sign: float(weight) for sign, weight in told if weight}
