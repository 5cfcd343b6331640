"""From a text to values with their evidence: pure functions, no clock, no network. Identity and history live above."""
