"""The formula language: parsed, evaluated exactly, written out as on paper."""
