"""Codes: CPV, NUTS, eForms code lists, dated, with labels in Finnish, Swedish and English."""
