// The services of a newsroom that writes: the desk, the publisher, and the files made from the desk.

import Catalog
import Content
import Intake
import Logging
import Storage

package struct DeskServices: Sendable {
  package let desk: DeskFile
  let publicFile: PublicFile
  package let publisher: Publisher
  package let statistics: Statistics
  package let embargoFile: EmbargoFile
  package let embargoStore: ItemStore
  package let deskStore: ItemStore
  let heartbeat: Heartbeat
  package let fileReader: FileReader
  /// True when someone other than the writer must publish a revision (four eyes).
  package let needsSecondPerson: Bool
  package let council: Council
  /// Path words of the API, which may not be ids of items.
  let reservedIDs: Set<String>

  /// - Parameters:
  ///   - directory: the data directory, which has the embargo file too.
  ///   - address: the public address, without a final slash.
  ///   - published: called after each public commit.
  ///   - done: called when the outbox may have new rows.
  package init(
    directory: String, desk: DeskFile, publicFile: PublicFile, address: [UInt8], needsSecondPerson: Bool,
    council: Council, reservedIDs: Set<String>, fileReader: FileReader, log: Logger,
    published: @escaping @Sendable () -> Void,
    done: @escaping @Sendable () -> Void
  ) throws {
    self.desk = desk
    self.publicFile = publicFile
    self.needsSecondPerson = needsSecondPerson
    self.council = council
    self.reservedIDs = reservedIDs
    self.fileReader = fileReader
    publisher = try Publisher(desk: desk, publicFile: publicFile, log: log, published: published, done: done)
    statistics = Statistics(desk, log: log)
    embargoFile = try EmbargoFile(directory: directory, desk: desk)
    embargoStore = ItemStore(readers: embargoFile.readers, audience: .embargo, address: address)
    deskStore = ItemStore(readers: desk.readers, audience: .desk, address: address, complete: Link.addStates)
    heartbeat = Heartbeat(try publicFile.pool, state: FailureState("heartbeat", log: log))
  }
}
