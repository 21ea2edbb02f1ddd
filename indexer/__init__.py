"""The writer: from files to stored and searchable articles. Never imports the reader."""
