// The desk with what follows from it where a newsroom is written: the publisher, and the files made from the desk.

import Catalog
import Logging

package struct DeskServices: Sendable {
  package let desk: DeskFile
  let publicFile: PublicFile
  package let publisher: Publisher
  package let statistics: Statistics
  package let embargoFile: EmbargoFile
  package let embargoStore: ItemStore
  package let deskStore: ItemStore
  let heartbeat: Heartbeat
  /// Four eyes: whether someone else than its writer has to publish a revision.
  package let needsSecondPerson: Bool
  /// Words of the API's own paths, which are no ids of items.
  let reservedIDs: Set<String>

  /// - Parameters:
  ///   - directory: the data directory, in which the embargo file stands too.
  ///   - address: the public address, without a slash at its end.
  ///   - published: called after each public commit.
  ///   - done: called when something may have come into the outbox.
  package init(
    directory: String, desk: DeskFile, publicFile: PublicFile, address: [UInt8], needsSecondPerson: Bool,
    reservedIDs: Set<String>, log: Logger, published: @escaping @Sendable () -> Void,
    done: @escaping @Sendable () -> Void
  ) throws {
    self.desk = desk
    self.publicFile = publicFile
    self.needsSecondPerson = needsSecondPerson
    self.reservedIDs = reservedIDs
    publisher = try Publisher(desk: desk, publicFile: publicFile, published: published, done: done)
    statistics = Statistics(desk, log: log)
    embargoFile = try EmbargoFile(directory: directory, desk: desk)
    embargoStore = ItemStore(readers: embargoFile.readers, audience: .embargo, address: address)
    deskStore = ItemStore(readers: desk.readers, audience: .desk, address: address, complete: Link.tell)
    heartbeat = Heartbeat(try publicFile.pool)
  }
}
