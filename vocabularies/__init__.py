"""The controlled words of the field, as data files, and their recogniser. Nothing here reads a call."""
