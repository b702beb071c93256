"""What a disk has to be waited for, wherever something is written that must outlast a power cut."""
