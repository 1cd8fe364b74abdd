// Linux calls that Swift's Glibc overlay lacks (epoll, eventfd, accept4, closefrom, affinity, seccomp), callable from
// Swift.
#ifndef CLINUX_H
#define CLINUX_H

#include <spawn.h>
#include <stdint.h>
#include <sys/socket.h>

// One ready descriptor: the tag it was added with, and the events that occurred.
struct epoll_ready {
  uint64_t tag;
  uint32_t events;
};

// Events to wait for and to report; EPOLLHUP and EPOLLERR are always reported.
static const uint32_t epoll_readable = 0x001;
static const uint32_t epoll_writable = 0x004;
static const uint32_t epoll_error = 0x008;
static const uint32_t epoll_hangup = 0x010;

// Each returns -1 with errno set when it fails, like the system call that it wraps.
int epoll_open(void);
int epoll_add(int set, int descriptor, uint32_t interest, uint64_t tag);
int epoll_change(int set, int descriptor, uint32_t interest, uint64_t tag);
int epoll_collect(int set, struct epoll_ready *ready, int count, int milliseconds);

// A non-blocking eventfd: ring makes it readable, hush makes it unreadable.
int eventfd_open(void);
int eventfd_ring(int descriptor);
int eventfd_hush(int descriptor);

// Accepts one connection, which is non-blocking and close-on-exec from the start.
int accept_nonblocking(int listener, struct sockaddr *address, socklen_t *length);

// Spawned processes inherit no descriptor from this one on. Returns 0, or the error number.
int spawn_closing_from(posix_spawn_file_actions_t *actions, int descriptor);

// The number of cores that the calling thread may run on (sched_setaffinity(2)); 1 when the kernel does not report it.
int cores_usable(void);

// Limits this process to a number of bytes of address space and of seconds of CPU time. It can write no file and start
// no process. If a crash has the reason that memory ran out, it exits with `memory_status`.
int sandbox_limit(uint64_t memory, unsigned seconds, int memory_status);

// Leaves this process no system calls but those for memory and for open descriptors. A process that is about to start a
// program may also start it, and read files of the system; where the kernel has Landlock, it can read no others.
int sandbox_enter(int starts_program);

// The version of Landlock in the kernel; 0 without it.
int landlock_version(void);

#endif
