// A copy of the system's VFS that differs in one method: how the locks of a write-ahead log are taken.

#include "CSQLite.h"

#include <pthread.h>
#include <sqlite3.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

// The places of the locks in the shared memory (sqlite.org/walformat.html, section 2.3.1).
enum { WRITING = 0, CHECKPOINTING = 1 };

// What this file needs to know of an open database, behind the part that the system's VFS uses.
typedef struct {
  // The folder in which Litestream keeps its state of this file; NULL when there is no memory for it.
  char *folder;
  // Whether SQLite has the right to write, and whether it was taken for a checkpoint.
  char writes, checkpoints;
} guard;

static sqlite3_vfs *original, guarded;
static const sqlite3_io_methods *original_methods;
static sqlite3_io_methods guarded_methods;
static _Thread_local int may_checkpoint_replicated;

static guard *guard_of(sqlite3_file *file) { return (guard *)((char *)file + original->szOsFile); }

static int lock(sqlite3_file *file, int place, int flags) {
  return original_methods->xShmLock(file, place, 1, flags | SQLITE_SHM_EXCLUSIVE);
}

static int begin_checkpoint(sqlite3_file *file, guard *its) {
  if (!may_checkpoint_replicated && (!its->folder || access(its->folder, F_OK) == 0)) return SQLITE_BUSY;
  if (!its->writes) {
    int code = lock(file, WRITING, SQLITE_SHM_LOCK);
    if (code != SQLITE_OK) return code;
    its->checkpoints = 1;
  }
  int code = lock(file, CHECKPOINTING, SQLITE_SHM_LOCK);
  if (code != SQLITE_OK && its->checkpoints) {
    its->checkpoints = 0;
    lock(file, WRITING, SQLITE_SHM_UNLOCK);
  }
  return code;
}

static int end_checkpoint(sqlite3_file *file, guard *its) {
  int code = lock(file, CHECKPOINTING, SQLITE_SHM_UNLOCK);
  if (!its->checkpoints) return code;
  its->checkpoints = 0;
  // SQLite may have asked for the right to write during the checkpoint, and gives it back itself.
  return its->writes ? code : lock(file, WRITING, SQLITE_SHM_UNLOCK);
}

static int change_lock(sqlite3_file *file, int place, int count, int flags) {
  guard *its = guard_of(file);
  if (count == 1 && (flags & SQLITE_SHM_EXCLUSIVE)) {
    int is_lock = flags & SQLITE_SHM_LOCK;
    if (place == CHECKPOINTING) return is_lock ? begin_checkpoint(file, its) : end_checkpoint(file, its);
    if (place == WRITING) {
      int code = its->checkpoints ? SQLITE_OK : original_methods->xShmLock(file, place, count, flags);
      if (code == SQLITE_OK) its->writes = is_lock != 0;
      return code;
    }
  }
  return original_methods->xShmLock(file, place, count, flags);
}

static int close_file(sqlite3_file *file) {
  free(guard_of(file)->folder);
  return original_methods->xClose(file);
}

// The path of the folder `.NAME-litestream` beside a file.
static char *folder_beside(const char *path) {
  const char *slash = strrchr(path, '/');
  int length = slash ? (int)(slash + 1 - path) : 0;
  size_t size = strlen(path) + sizeof ".-litestream";
  char *folder = malloc(size);
  if (folder) snprintf(folder, size, "%.*s.%s-litestream", length, path, path + length);
  return folder;
}

// The system's VFS has one table of methods for all files that are locked in the usual way.
static int is_usual(const sqlite3_io_methods *methods) {
  static pthread_mutex_t mutex = PTHREAD_MUTEX_INITIALIZER;
  pthread_mutex_lock(&mutex);
  if (!original_methods && methods->iVersion >= 2 && methods->xShmLock) {
    guarded_methods = *methods;
    guarded_methods.xShmLock = change_lock;
    guarded_methods.xClose = close_file;
    original_methods = methods;
  }
  pthread_mutex_unlock(&mutex);
  return methods == original_methods;
}

static int open_file(sqlite3_vfs *vfs, const char *path, sqlite3_file *file, int flags, int *result) {
  (void)vfs;
  int code = original->xOpen(original, path, file, flags, result);
  if (code != SQLITE_OK || !(flags & SQLITE_OPEN_MAIN_DB) || !path || !is_usual(file->pMethods)) return code;
  *guard_of(file) = (guard){.folder = folder_beside(path)};
  file->pMethods = &guarded_methods;
  return code;
}

int csqlite_guard_checkpoints(void) {
  int code = sqlite3_initialize();
  if (code != SQLITE_OK) return code;
  original = sqlite3_vfs_find(NULL);
  if (!original) return SQLITE_ERROR;
  guarded = *original;
  guarded.zName = "guarded";
  guarded.pNext = NULL;
  guarded.szOsFile = original->szOsFile + (int)sizeof(guard);
  guarded.xOpen = open_file;
  return sqlite3_vfs_register(&guarded, 1);
}

void csqlite_allow_replicated(int allowed) { may_checkpoint_replicated = allowed; }

int csqlite_keep_log_on_close(struct sqlite3 *connection) {
  return sqlite3_db_config(connection, SQLITE_DBCONFIG_NO_CKPT_ON_CLOSE, 1, NULL);
}
