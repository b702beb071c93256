"""Work cut into as many processes as there are processors."""

import multiprocessing
import os
from concurrent.futures import ProcessPoolExecutor
from itertools import chain


def spread(work, numbers):
    """What `work` gives for each run of numbers, all of it in one list. `work` is a module's function."""
    several = min(os.cpu_count() or 1, 8)
    runs = [range(n, len(numbers), several) for n in range(several)]
    # Spawned: a fork would take the threads of an engine with it.
    with ProcessPoolExecutor(several, mp_context=multiprocessing.get_context("spawn")) as pool:
        return list(chain.from_iterable(pool.map(work, [[numbers[n] for n in run] for run in runs])))
