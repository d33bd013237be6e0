"""A closer look at deck files: rules for cards and drills."""
