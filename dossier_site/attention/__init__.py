"""What needs attention at the desk: faults that are found in rows, and items that wait for somebody.

A fault is one small function with its sentence (`of_taskforces`, `of_events` and their like). What can be seen in a
row itself is looked for when it is saved, all of it by the command `look_for_faults`; no page looks for anything.
"""
