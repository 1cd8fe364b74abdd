"""Newsroom beside its peers: servers, load, data and one module for each row of the table of results."""
