// Preloaded under Valgrind, which cannot run what the main thread does in dispatch_main (it ends itself and waits for
// signals on what is left of its stack): here it only waits.
#include <unistd.h>

void dispatch_main(void) {
  for (;;) pause();
}
