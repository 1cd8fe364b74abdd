"""The benchmark of newsroom and its peers: servers, load, data, and one module for each row of the results."""
