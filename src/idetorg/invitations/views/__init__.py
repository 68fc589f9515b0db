"""Pages of invitations: people, links, joining, sign-up and the lists."""
