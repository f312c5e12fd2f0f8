"""The morphological dictionary of Russian, opened once and only when first needed."""

from functools import cache
from typing import Any


@cache
def analyzer() -> Any:
    """pymorphy3's analyzer over its OpenCorpora dictionary (about 60 ms and 30 MB).

    The path is given outright: a frozen program has no entry points to find the dictionary by.
    """
    import pymorphy3
    import pymorphy3_dicts_ru

    return pymorphy3.MorphAnalyzer(path=pymorphy3_dicts_ru.get_path())
