"""Entries → leaves → tree → signed heads and proofs, in the format that docs/ledger-format.md fixes."""
