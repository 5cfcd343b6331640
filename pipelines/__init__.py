"""From a notice to a call, step by step. Decisions are pure; only `intake` saves."""
