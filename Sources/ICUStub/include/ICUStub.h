// Nothing is called here: see icudt.c.
