"""PDF made with typst."""
