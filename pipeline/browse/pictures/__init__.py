"""Pictures of printed pages."""
