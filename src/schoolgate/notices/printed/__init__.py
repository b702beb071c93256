"""A printed page, as words and rules with their places → lines, columns, tables, paragraphs."""
