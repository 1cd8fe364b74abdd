// Preloaded under Valgrind, which cannot run dispatch_main: that ends the main thread and waits for signals on the rest
// of its stack. This version only waits.
#include <unistd.h>

void dispatch_main(void) {
  for (;;) pause();
}
