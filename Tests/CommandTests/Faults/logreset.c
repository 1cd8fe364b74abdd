/* One process writes, and two others make checkpoints (sqlite.org/wal.html, "The WAL-Reset Bug"):

     logreset FILE SECONDS MICROSECONDS guarded|bare

   MICROSECONDS is a pause of a checkpoint between reading the state of the log and using it, where the bug strikes. Exits
   with 1 when a commit was lost or the file is damaged, and with 2 when the test itself fails. */

#include <signal.h>
#include <sqlite3.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#include "CSQLite.h"

static sqlite3_vfs *original, slow;
static const sqlite3_io_methods *original_methods;
static sqlite3_io_methods slow_methods;
static int pause_length, makes_checkpoints;

/* SQLite gives up its map of the file when another connection has changed the log. */
static int unfetch(sqlite3_file *file, sqlite3_int64 offset, void *page) {
  int code = original_methods->xUnfetch(file, offset, page);
  if (!page && makes_checkpoints && pause_length) usleep(pause_length);
  return code;
}

static int open_file(sqlite3_vfs *vfs, const char *path, sqlite3_file *file, int flags, int *result) {
  (void)vfs;
  int code = original->xOpen(original, path, file, flags, result);
  if (code != SQLITE_OK || !(flags & SQLITE_OPEN_MAIN_DB)) return code;
  original_methods = file->pMethods;
  slow_methods = *original_methods;
  slow_methods.xUnfetch = unfetch;
  file->pMethods = &slow_methods;
  return code;
}

static sqlite3 *open_database(const char *path) {
  sqlite3 *database;
  if (sqlite3_open(path, &database) != SQLITE_OK) exit(2);
  sqlite3_busy_timeout(database, 20000);
  sqlite3_exec(database, "PRAGMA mmap_size = 268435456; PRAGMA synchronous = OFF", 0, 0, 0);
  return database;
}

/* The first value of a query as text; empty when it fails. */
static const char *value(sqlite3 *database, const char *sql) {
  static char text[80];
  sqlite3_stmt *statement = NULL;
  text[0] = 0;
  if (sqlite3_prepare_v2(database, sql, -1, &statement, NULL) == SQLITE_OK && sqlite3_step(statement) == SQLITE_ROW)
    snprintf(text, sizeof text, "%s", (const char *)sqlite3_column_text(statement, 0));
  sqlite3_finalize(statement);
  return text;
}

static double now(void) {
  struct timespec time;
  clock_gettime(CLOCK_MONOTONIC, &time);
  return time.tv_sec + time.tv_nsec / 1e9;
}

static void make_checkpoints(const char *path, double end) {
  makes_checkpoints = 1;
  sqlite3 *database = open_database(path);
  sqlite3_exec(database, "PRAGMA wal_autocheckpoint = 0", 0, 0, 0);
  while (now() < end) {
    sqlite3_wal_checkpoint_v2(database, NULL, SQLITE_CHECKPOINT_PASSIVE, NULL, NULL);
    usleep(2000);
  }
  _exit(0);
}

int main(int count, char **words) {
  if (count != 5) return 2;
  const char *path = words[1];
  double end = now() + atof(words[2]);
  pause_length = atoi(words[3]);
  sqlite3_initialize();
  original = sqlite3_vfs_find(NULL);
  slow = *original;
  slow.zName = "slow";
  slow.pNext = NULL;
  slow.xOpen = open_file;
  if (sqlite3_vfs_register(&slow, 1) != SQLITE_OK) return 2;
  if (!strcmp(words[4], "guarded") && csqlite_guard_checkpoints() != SQLITE_OK) return 2;

  sqlite3 *database = open_database(path);
  if (sqlite3_exec(database, "PRAGMA journal_mode = WAL; CREATE TABLE t (n INTEGER PRIMARY KEY, x BLOB)", 0, 0, 0)) return 2;
  sqlite3_close(database);
  pid_t others[2];
  for (int number = 0; number < 2; number++)
    if ((others[number] = fork()) == 0) make_checkpoints(path, end);

  database = open_database(path);
  /* A checkpoint after each commit, so that each commit starts the log anew. */
  sqlite3_exec(database, "PRAGMA wal_autocheckpoint = 1", 0, 0, 0);
  int commits = 0, is_lost = 0;
  char number[24];
  while (now() < end && !is_lost) {
    char sql[96];
    snprintf(sql, sizeof sql, "INSERT INTO t VALUES (%d, randomblob(%d))", commits + 1, commits % 7 * 900);
    is_lost = sqlite3_exec(database, sql, NULL, NULL, NULL) != SQLITE_OK;
    if (!is_lost) commits++;
    if (commits % 200) continue;
    /* Another connection has nothing in its cache. */
    sqlite3 *reader = open_database(path);
    snprintf(number, sizeof number, "%d", commits);
    is_lost |= strcmp(value(reader, "SELECT count(*) FROM t"), number) != 0;
    sqlite3_close(reader);
  }
  for (int number = 0; number < 2; number++) {
    if (is_lost) kill(others[number], SIGKILL);
    waitpid(others[number], NULL, 0);
  }
  sqlite3_close(database);
  database = open_database(path);
  snprintf(number, sizeof number, "%d", commits);
  is_lost |= strcmp(value(database, "SELECT count(*) FROM t"), number) != 0;
  is_lost |= strcmp(value(database, "PRAGMA integrity_check"), "ok") != 0;
  printf("SQLite %s: %d commits, %s\n", sqlite3_libversion(), commits, is_lost ? "DAMAGED" : "0 lost");
  return is_lost;
}
