"""What commands print, in a module with the command's name where that is more than a line."""
