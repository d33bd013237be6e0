"""What screens show, as styled content; no widgets."""
