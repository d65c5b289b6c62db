"""What tells a findings database from any other SQLite file."""

APPLICATION_ID = 0x4A524E59  # "JRNY", as SQLite keeps it in the head of the file
