/* Preloaded before the C library: makes the nth write or sync of SQLite's files fail. A test controls it through shared
   memory, whose file is named by FAULTS. */

#define _GNU_SOURCE
#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdatomic.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <unistd.h>

enum { NONE, COUNT, FAIL_ONCE, FAIL_ON, KILL, TEAR };

static struct control {
  atomic_int how;       /* one of the above */
  atomic_int left;      /* the call fails when this reaches 0 */
  atomic_int seen;      /* writes and syncs since the test set this to 0 */
  char calls[1 << 14];  /* their kinds: w, s, and t for truncations */
} *control;

__attribute__((constructor)) static void load(void) {
  const char *path = getenv("FAULTS");
  int file = path ? open(path, O_RDWR) : -1;
  if (file < 0) return;
  void *memory = mmap(NULL, sizeof *control, PROT_READ | PROT_WRITE, MAP_SHARED, file, 0);
  if (memory != MAP_FAILED) control = memory;
  close(file);
}

static int ends(const char *path, const char *end) {
  size_t a = strlen(path), b = strlen(end);
  return a >= b && strcmp(path + a - b, end) == 0;
}

static int is_sqlite(int file) {
  char link[40], path[4096];
  snprintf(link, sizeof link, "/proc/self/fd/%d", file);
  ssize_t length = readlink(link, path, sizeof path - 1);
  if (length <= 0) return 0;
  path[length] = 0;
  return ends(path, ".sqlite") || ends(path, ".sqlite-wal");
}

/* The fault of this call: NONE, or one of the kinds above. */
static int fate(int file, char call) {
  if (!control || atomic_load(&control->how) == NONE) return NONE;
  int saved = errno;
  int mine = is_sqlite(file);
  errno = saved;
  if (!mine) return NONE;
  int seen = atomic_fetch_add(&control->seen, 1);
  if (seen < (int)sizeof control->calls) control->calls[seen] = call;
  int how = atomic_load(&control->how);
  if (how == COUNT) return NONE;
  int left = atomic_fetch_sub(&control->left, 1);
  return left == 1 || (left < 1 && how == FAIL_ON) ? how : NONE;
}

static _Noreturn void die(void) {
  kill(getpid(), SIGKILL);
  for (;;) pause();
}

#define NEXT(name) ((__typeof__(&name))dlsym(RTLD_NEXT, #name))

ssize_t pwrite64(int file, const void *bytes, size_t count, off64_t offset) {
  switch (fate(file, 'w')) {
    case NONE: return NEXT(pwrite64)(file, bytes, count, offset);
    case TEAR: NEXT(pwrite64)(file, bytes, count / 2, offset); die();
    case KILL: die();
  }
  errno = ENOSPC;
  return -1;
}

ssize_t write(int file, const void *bytes, size_t count) {
  switch (fate(file, 'w')) {
    case NONE: return NEXT(write)(file, bytes, count);
    case TEAR: NEXT(write)(file, bytes, count / 2); die();
    case KILL: die();
  }
  errno = ENOSPC;
  return -1;
}

int fdatasync(int file) {
  switch (fate(file, 's')) {
    case NONE: return NEXT(fdatasync)(file);
    case TEAR: case KILL: die();
  }
  errno = EIO;
  return -1;
}

int fsync(int file) {
  switch (fate(file, 's')) {
    case NONE: return NEXT(fsync)(file);
    case TEAR: case KILL: die();
  }
  errno = EIO;
  return -1;
}

int ftruncate64(int file, off64_t length) {
  switch (fate(file, 't')) {
    case NONE: return NEXT(ftruncate64)(file, length);
    case TEAR: case KILL: die();
  }
  errno = EIO;
  return -1;
}
