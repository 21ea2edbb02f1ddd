"""Which pages are there? From a request to its answer: parameters read, the library asked, a view put into a template.

Makes no link and no markup of its own: that is the business of `views/`.
"""
