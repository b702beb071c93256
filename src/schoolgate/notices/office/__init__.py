"""What documents of office programs share: their XML, their paragraphs and lists, their sheets."""
