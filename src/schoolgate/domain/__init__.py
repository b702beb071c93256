"""The words. Frozen records in the field's own terms; standard library only."""
