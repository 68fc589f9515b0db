"""Questionnaires, anonymous answers, summary, evidence."""
