"""Programme items, steps and the reader of pasted programmes."""
