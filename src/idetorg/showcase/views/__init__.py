"""Pages of the showcase.

showing: what a room shows and keeps. cards: experience cards, open to everyone.
"""
