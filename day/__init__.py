"""The use cases that cross rooms: the only package that calls crawlers, pipelines, matching and digests together."""
