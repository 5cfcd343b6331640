"""Command line, settings, wiring and scheduler. Nobody imports it."""
