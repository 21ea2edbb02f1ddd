"""What of a page is the article: pure rules, text in, values out."""
