// The reasons why the catalog cannot answer.

package enum CatalogError: Error {
  /// This process is a read replica: it has only a copy of the public file and cannot write.
  case readOnly
  /// The copy of the public file has been incomplete for longer than a read waits.
  case unfinishedCopy
  /// The item does not exist, or this audience may not see it.
  case notFound
}
