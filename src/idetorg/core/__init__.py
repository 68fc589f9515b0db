"""Time, text, figures, errors, base templates and components."""
