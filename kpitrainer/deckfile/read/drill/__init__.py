"""A drill as its author writes it, to a template that can be drawn."""
