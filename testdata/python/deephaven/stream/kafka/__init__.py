"""Topics in memory: what a script produces, it consumes."""
