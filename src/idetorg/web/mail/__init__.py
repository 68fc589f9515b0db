"""The organiser's page of mail: what goes next, what has gone, and whom mail does not reach.

It names no question of the year and no reminder by person: a line of one would tell who has
a task, who said "not now" and who has not answered (docs/decisions/0013).
"""
