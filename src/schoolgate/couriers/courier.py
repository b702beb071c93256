from collections.abc import Mapping
from typing import Protocol


class Courier(Protocol):
    def __call__(self, files: Mapping[str, bytes], *, to: str) -> None: ...
