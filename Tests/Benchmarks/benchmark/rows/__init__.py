"""The rows of the table of results, one module each with a function `run(bench, report)`."""
