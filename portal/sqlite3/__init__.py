"""The database engine of an SQLite site: Django's, that notices when its file was replaced."""
