"""What statistics are made of: charts and tables as values, stretches of days, distributions."""
