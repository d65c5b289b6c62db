"""What commands print: a module for each command that prints more than a line, called as the command is."""
