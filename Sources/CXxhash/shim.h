#include <xxhash.h>
#if defined(__x86_64__)
// Chooses the widest registers that the processor has.
#include <xxh_x86dispatch.h>
#endif
