"""Money is an exact decimal with its currency, without VAT unless a name says otherwise."""

from dataclasses import dataclass
from decimal import Decimal


@dataclass(frozen=True, slots=True)
class Money:
    """An amount as published. `currency` is an ISO 4217 code in capitals."""

    amount: Decimal
    currency: str

    def __str__(self) -> str:
        return f"{self.amount} {self.currency}"
