"""The `majakka` command line: one file a command."""
