"""Settings, environment and URLs."""
