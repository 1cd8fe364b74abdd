// Linux's epoll, eventfd, accept4, closefrom and affinity, which Swift's Glibc overlay lacks, in calls that Swift can make.
#ifndef CLINUX_H
#define CLINUX_H

#include <spawn.h>
#include <stdint.h>
#include <sys/socket.h>

// One thing that is ready: the tag given when it was added, and what it is ready for.
struct epoll_ready {
  uint64_t tag;
  uint32_t events;
};

// What to wait for, and what is told; EPOLLHUP and EPOLLERR are told unasked.
static const uint32_t epoll_readable = 0x001;
static const uint32_t epoll_writable = 0x004;
static const uint32_t epoll_error = 0x008;
static const uint32_t epoll_hangup = 0x010;

// Each answers -1 with errno set when it fails, as the call beneath it does.
int epoll_open(void);
int epoll_add(int set, int descriptor, uint32_t interest, uint64_t tag);
int epoll_change(int set, int descriptor, uint32_t interest, uint64_t tag);
int epoll_collect(int set, struct epoll_ready *ready, int count, int milliseconds);

// An eventfd that does not block: ring it to make it readable, hush it to make it quiet again.
int eventfd_open(void);
int eventfd_ring(int descriptor);
int eventfd_hush(int descriptor);

// Accepts one connection, non-blocking and closed on exec from its first instant.
int accept_nonblocking(int listener, struct sockaddr *address, socklen_t *length);

// A process that is spawned with these actions has no descriptor from this one on. 0, or the error's number.
int spawn_closing_from(posix_spawn_file_actions_t *actions, int descriptor);

// How many cores the calling thread may run on (sched_setaffinity(2)); 1 where the kernel does not say.
int cores_usable(void);

#endif
