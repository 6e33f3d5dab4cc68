"""eForms: UBL notices by the SDK of the Publications Office of the European Union, version 1.3 and later."""
