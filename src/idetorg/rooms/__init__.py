"""Group sheets, method cards, threads, harvest, plenary."""
