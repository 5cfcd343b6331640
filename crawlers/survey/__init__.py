"""Proposes how to read an address: feeds, platforms, data, repeated cards. It is given pages and asks for none."""
