"""Finding phrases in notice texts: sentences, lemmas, phrases. Pure; knows no definitions and no database."""
