"""The seed's seminar with invented people, its cast page and its clock."""
