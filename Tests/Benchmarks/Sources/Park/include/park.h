// Preloaded, never called from here.
