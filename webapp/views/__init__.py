"""What does a page show? Results of the library as values for the templates, every link made.

Knows no request and no route.
"""
