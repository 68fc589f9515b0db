"""Pages of the change task.

writing: the phone's questions. keeping: own task, the card, makker. year: links without
sign-in. leading: coverage, paper.
"""
