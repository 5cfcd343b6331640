"""Reads the outside world and yields notices. Never sees the database."""
