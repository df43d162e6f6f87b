"""What stands beside our site under the same server, to compare with."""
