// Confines this process before it reads a hostile file: resource limits, a seccomp filter and Landlock.
#define _GNU_SOURCE
#include "CLinux.h"

#include <errno.h>
#include <fcntl.h>
#include <linux/audit.h>
#include <linux/filter.h>
#include <linux/landlock.h>
#include <linux/seccomp.h>
#include <signal.h>
#include <stddef.h>
#include <sys/mman.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <unistd.h>

#if defined(__x86_64__)
#define ARCHITECTURE AUDIT_ARCH_X86_64
#elif defined(__aarch64__)
#define ARCHITECTURE AUDIT_ARCH_AARCH64
#endif

static size_t memory_limit;
static int memory_status;

// Swift traps and abort() follow a failed allocation. Memory was the reason if no large part of it is left.
static void report_memory(int number) {
  if (mmap(NULL, memory_limit / 2, PROT_NONE, MAP_PRIVATE | MAP_ANONYMOUS | MAP_NORESERVE, -1, 0) == MAP_FAILED) {
    _exit(memory_status);
  }
  signal(number, SIG_DFL);
}

static int limit(__rlimit_resource_t resource, rlim_t soft, rlim_t hard) {
  struct rlimit limits = {.rlim_cur = soft, .rlim_max = hard};
  return setrlimit(resource, &limits);
}

int sandbox_limit(uint64_t memory, unsigned seconds, int status) {
  memory_limit = memory;
  memory_status = status;
  struct sigaction action = {.sa_handler = report_memory};
  const int signals[] = {SIGILL, SIGTRAP, SIGSEGV, SIGBUS, SIGABRT};
  for (size_t i = 0; i < sizeof signals / sizeof *signals; i++) sigaction(signals[i], &action, NULL);
  // When memory runs out on this machine, this process ends and not the server.
  int score = open("/proc/self/oom_score_adj", O_WRONLY | O_CLOEXEC);
  if (score >= 0) {
    ssize_t written = write(score, "1000", 4);
    (void)written;
    close(score);
  }
  return limit(RLIMIT_AS, memory, memory) | limit(RLIMIT_CPU, seconds, seconds + 1) | limit(RLIMIT_CORE, 0, 0)
    | limit(RLIMIT_FSIZE, 0, 0) | limit(RLIMIT_NOFILE, 32, 32) | limit(RLIMIT_NPROC, 0, 0);
}

// What reading and writing open descriptors and managing memory take.
static const int computing[] = {
  __NR_read, __NR_write, __NR_readv, __NR_writev, __NR_close, __NR_lseek, __NR_fstat, __NR_brk, __NR_mmap, __NR_munmap,
  __NR_mremap, __NR_mprotect, __NR_madvise, __NR_futex, __NR_sched_yield, __NR_getrandom, __NR_clock_gettime,
  __NR_gettimeofday, __NR_getpid, __NR_gettid, __NR_rt_sigaction, __NR_rt_sigprocmask, __NR_rt_sigreturn,
  __NR_sigaltstack, __NR_restart_syscall, __NR_exit, __NR_exit_group,
};

// What starting a program and reading its files take besides; opening is below.
static const int starting[] = {
  __NR_execve, __NR_pread64, __NR_newfstatat, __NR_statx, __NR_faccessat, __NR_readlinkat, __NR_getdents64, __NR_fcntl,
  __NR_ioctl, __NR_set_tid_address, __NR_set_robust_list, __NR_prlimit64, __NR_sysinfo, __NR_uname, __NR_getcwd,
  __NR_getuid, __NR_geteuid, __NR_getgid, __NR_getegid, __NR_statfs, __NR_fstatfs, __NR_fadvise64,
#ifdef __NR_rseq
  __NR_rseq,
#endif
#ifdef __NR_arch_prctl
  __NR_arch_prctl, __NR_stat, __NR_lstat, __NR_access, __NR_readlink,
#endif
};

enum { capacity = 256, writing = O_ACCMODE | O_CREAT | O_TRUNC };

struct filter {
  struct sock_filter lines[capacity];
  unsigned short count;
};

static void add(struct filter *filter, struct sock_filter line) { filter->lines[filter->count++] = line; }

static void load(struct filter *filter, size_t offset) {
  add(filter, (struct sock_filter)BPF_STMT(BPF_LD | BPF_W | BPF_ABS, offset));
}

static void result(struct filter *filter, uint32_t value) {
  add(filter, (struct sock_filter)BPF_STMT(BPF_RET | BPF_K, value));
}

static void allow(struct filter *filter, const int *calls, size_t count) {
  for (size_t i = 0; i < count; i++) {
    add(filter, (struct sock_filter)BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, calls[i], 0, 1));
    result(filter, SECCOMP_RET_ALLOW);
  }
}

// Allows a call that opens a file, if its flags (a little-endian argument) do not ask for writing.
static void allow_reading(struct filter *filter, int call, int argument) {
  add(filter, (struct sock_filter)BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, call, 0, 4));
  load(filter, offsetof(struct seccomp_data, args) + sizeof(uint64_t) * argument);
  add(filter, (struct sock_filter)BPF_JUMP(BPF_JMP | BPF_JSET | BPF_K, writing, 0, 1));
  result(filter, SECCOMP_RET_ERRNO | EACCES);
  result(filter, SECCOMP_RET_ALLOW);
}

static int filter_calls(int starts_program) {
#ifndef ARCHITECTURE
  errno = ENOSYS;
  return -1;
#else
  struct filter filter = {.count = 0};
  load(&filter, offsetof(struct seccomp_data, arch));
  add(&filter, (struct sock_filter)BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, ARCHITECTURE, 1, 0));
  result(&filter, SECCOMP_RET_KILL_PROCESS);
  load(&filter, offsetof(struct seccomp_data, nr));
  allow(&filter, computing, sizeof computing / sizeof *computing);
  if (starts_program) {
    allow(&filter, starting, sizeof starting / sizeof *starting);
    allow_reading(&filter, __NR_openat, 2);
#ifdef __NR_open
    allow_reading(&filter, __NR_open, 1);
#endif
  }
  // As if the kernel lacked the call, for which programs are prepared.
  result(&filter, SECCOMP_RET_ERRNO | ENOSYS);
  struct sock_fprog program = {.len = filter.count, .filter = filter.lines};
  return prctl(PR_SET_SECCOMP, SECCOMP_MODE_FILTER, &program);
#endif
}

int landlock_version(void) {
  int version = syscall(__NR_landlock_create_ruleset, NULL, 0, LANDLOCK_CREATE_RULESET_VERSION);
  return version < 0 ? 0 : version;
}

// Leaves readable only where the system keeps programs and their data. Does nothing on a kernel without Landlock.
static int confine_files(void) {
  if (landlock_version() == 0) return 0;
  static const char *const places[] = {"/bin", "/lib", "/lib64", "/usr", "/etc/fonts", "/etc/ld.so.cache"};
  // All rights of the first version of Landlock.
  struct landlock_ruleset_attr handled = {.handled_access_fs = (LANDLOCK_ACCESS_FS_MAKE_SYM << 1) - 1};
  int rules = syscall(__NR_landlock_create_ruleset, &handled, sizeof handled, 0);
  if (rules < 0) return -1;
  int error = 0;
  for (size_t i = 0; i < sizeof places / sizeof *places; i++) {
    struct stat status;
    int place = open(places[i], O_PATH | O_CLOEXEC);
    if (place < 0) continue;
    struct landlock_path_beneath_attr rule = {.parent_fd = place, .allowed_access = LANDLOCK_ACCESS_FS_READ_FILE};
    if (fstat(place, &status) == 0 && S_ISDIR(status.st_mode)) {
      rule.allowed_access |= LANDLOCK_ACCESS_FS_READ_DIR | LANDLOCK_ACCESS_FS_EXECUTE;
    }
    error |= syscall(__NR_landlock_add_rule, rules, LANDLOCK_RULE_PATH_BENEATH, &rule, 0);
    close(place);
  }
  error |= syscall(__NR_landlock_restrict_self, rules, 0);
  close(rules);
  return error;
}

int sandbox_enter(int starts_program) {
  if (prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) < 0) return -1;
  if (starts_program && confine_files() < 0) return -1;
  return filter_calls(starts_program);
}
