#pragma once

/// A text file of the package, in the program.
typedef struct {
  /// Its folder and name, such as `Desk/api.js`.
  const char *path;
  /// Its bytes, and a zero after them.
  const char *text;
} EmbeddedFile;

/// All embedded files, in the order of their paths, ended by one without a path.
const EmbeddedFile *embeddedFiles(void);
