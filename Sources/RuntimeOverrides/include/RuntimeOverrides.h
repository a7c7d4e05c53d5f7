// Nothing is called here: these definitions take the place of others when feedd is linked.
