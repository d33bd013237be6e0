"""What writes one format each, from the form between."""
