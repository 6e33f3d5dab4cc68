"""Pages for tests are read without the labels that an earlier test may have left."""

import pytest
from django.core.cache import cache

from majakka.codes.queries import forget_labels


@pytest.fixture(autouse=True)
def nothing_remembered() -> None:
    cache.clear()
    forget_labels()
