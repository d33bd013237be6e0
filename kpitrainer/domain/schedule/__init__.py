"""Memory, the scheduler, the review log, and the day's plan."""
