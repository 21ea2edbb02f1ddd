"""What do programs get? The API and its description, feeds, files of results, and what crawlers and monitors ask.

Makes no page for people.
"""
