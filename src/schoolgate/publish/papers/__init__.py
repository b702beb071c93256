"""The papers a school must have beside its page: notices, records, reports. Each in parts, in no format."""
