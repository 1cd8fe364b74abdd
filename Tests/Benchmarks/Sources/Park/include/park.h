// Used only by preloading; it declares nothing.
