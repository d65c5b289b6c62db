"""How names, numbers and lists are put in words."""
