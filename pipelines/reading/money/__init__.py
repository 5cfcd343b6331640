"""Sums and rates met in a text, and what each is. The door is `pipelines.reading.amounts`."""
