// Why the catalog gives no answer.

package enum CatalogError: Error {
  /// This machine has a copy of the public file alone, and nothing can be written to it.
  case readOnly
  /// The copy of the public file is not whole, and has not been for a while.
  case unfinishedCopy
  /// There is no such item, or it is not shown here.
  case notFound
}
