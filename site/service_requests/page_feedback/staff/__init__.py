"""What editors see of it: the corrections, and which pages help least."""
