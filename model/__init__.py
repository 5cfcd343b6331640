"""The nouns of the house: frozen dataclasses that every room shares. Standard library only, no decision, no effect."""
