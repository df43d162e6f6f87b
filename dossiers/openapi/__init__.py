"""What the API says of itself (OpenAPI 3.1): plain values, which the tests hold against the API."""
