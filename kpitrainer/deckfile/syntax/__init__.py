"""A deck file as text and as YAML with positions, broken or not."""
