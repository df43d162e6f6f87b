"""Taskforces, events and organisations as tables that people edit in a spreadsheet: out of the desk and in again."""
