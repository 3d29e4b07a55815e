"""The database engine of an SQLite site: Django's, which also notices when its file is replaced."""
