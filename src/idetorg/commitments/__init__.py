"""Change tasks and the year after."""
