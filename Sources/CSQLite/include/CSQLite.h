// Rules for the checkpoints of every connection of this process.

#ifndef CSQLITE_H
#define CSQLITE_H

struct sqlite3;

/// Makes the rules below apply to every connection that is opened afterwards:
///
/// - A checkpoint holds the right to write, so that no process can commit meanwhile. SQLite 3.7.0 to 3.51.2 can lose a
///   commit that starts the write-ahead log anew during a checkpoint (sqlite.org/wal.html, "The WAL-Reset Bug").
/// - No checkpoint of a file that Litestream replicates, which is a file with a folder `.NAME-litestream` beside it.
///   Litestream makes the checkpoints itself.
///
/// A checkpoint that may not begin fails with SQLITE_BUSY; an automatic one is skipped.
/// @return a result code of SQLite.
int csqlite_guard_checkpoints(void);

/// Lets this thread make checkpoints of replicated files, or not any more.
void csqlite_allow_replicated(int allowed);

/// Leaves the write-ahead log as it is when the last connection closes.
/// @return a result code of SQLite.
int csqlite_keep_log_on_close(struct sqlite3 *connection);

#endif
