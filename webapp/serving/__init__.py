"""How does the site stay up? The server, its processes and their memory. Knows nothing of what is served."""
