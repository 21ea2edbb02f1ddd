"""The engines behind one port: tantivy, Whoosh and the written-out reference."""
