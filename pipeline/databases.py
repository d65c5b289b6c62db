"""What tells a findings database from other SQLite files, for those that write it and those that show it."""

APPLICATION_ID = 0x4A524E59  # "JRNY", as SQLite keeps it in the head of the file
