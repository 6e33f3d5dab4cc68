"""The demo country Valomaa: invented bodies, suppliers and purchases, so that a new user sees the main job at once.

Everything here is made up. Notices are written as eForms files, with Hilma's statistical answers beside them, and
go through the same import as real ones. The same seed and day give the same files.
"""
