#include <xxhash.h>
#if defined(__x86_64__)
// Selects the widest vector registers of the processor at run time.
#include <xxh_x86dispatch.h>
#endif
