"""Workers: processes of this machine or of a cluster that read files within limits and hand back rows."""
