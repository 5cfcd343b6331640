"""The site (to come: part 8 of the plan). No decision is taken here."""
