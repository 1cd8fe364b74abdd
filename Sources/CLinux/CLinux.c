// The calls declared in CLinux.h.
#define _GNU_SOURCE
#include "CLinux.h"

#include <sched.h>
#include <sys/epoll.h>
#include <sys/eventfd.h>
#include <unistd.h>

enum { batch = 256 };

int epoll_open(void) { return epoll_create1(EPOLL_CLOEXEC); }

static int control(int set, int operation, int descriptor, uint32_t interest, uint64_t tag) {
  struct epoll_event event = {.events = interest, .data.u64 = tag};
  return epoll_ctl(set, operation, descriptor, &event);
}

int epoll_add(int set, int descriptor, uint32_t interest, uint64_t tag) {
  return control(set, EPOLL_CTL_ADD, descriptor, interest, tag);
}

int epoll_change(int set, int descriptor, uint32_t interest, uint64_t tag) {
  return control(set, EPOLL_CTL_MOD, descriptor, interest, tag);
}

// The kernel's event is packed, which Swift cannot import; copying at most 256 of them costs less than one system call.
int epoll_collect(int set, struct epoll_ready *ready, int count, int milliseconds) {
  struct epoll_event events[batch];
  int found = epoll_wait(set, events, count < batch ? count : batch, milliseconds);
  for (int i = 0; i < found; i++) {
    ready[i].tag = events[i].data.u64;
    ready[i].events = events[i].events;
  }
  return found;
}

int eventfd_open(void) { return eventfd(0, EFD_NONBLOCK | EFD_CLOEXEC); }

int eventfd_ring(int descriptor) { return eventfd_write(descriptor, 1); }

int eventfd_hush(int descriptor) {
  eventfd_t count;
  return eventfd_read(descriptor, &count);
}

int accept_nonblocking(int listener, struct sockaddr *address, socklen_t *length) {
  return accept4(listener, address, length, SOCK_NONBLOCK | SOCK_CLOEXEC);
}

int spawn_closing_from(posix_spawn_file_actions_t *actions, int descriptor) {
  return posix_spawn_file_actions_addclosefrom_np(actions, descriptor);
}

int cores_usable(void) {
  cpu_set_t cores;
  return sched_getaffinity(0, sizeof cores, &cores) < 0 ? 1 : CPU_COUNT(&cores);
}
