"""`python -m veilleur`: the same as the command `veilleur`."""

from veilleur.cli import main

main()
