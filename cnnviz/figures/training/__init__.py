"""Pictures and tables of the pages on learning."""
