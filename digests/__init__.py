"""From events to letters: what is owed to whom, the letter, its sending, the ledger."""
