"""The controlled words of the field, as data, and the recogniser that finds them in a text."""
