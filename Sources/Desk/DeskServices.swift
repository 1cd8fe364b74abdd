// The services of a newsroom that writes: the desk, the publisher, and the files made from the desk.

import Catalog
import Content
import GRDB
import Intake
import Logging
import Storage
import Values

package struct DeskServices: Sendable {
  package let desk: DeskFile
  let publicFile: PublicFile
  package let publisher: Publisher
  package let statistics: Statistics
  package let loginFailures: LoginFailures
  package let cleanUp: CleanUp
  package let embargoFile: EmbargoFile
  package let embargoStore: ItemStore
  package let deskStore: ItemStore
  let heartbeat: Heartbeat
  package let clock: ClockWatch
  /// Nil when a write is acknowledged before it is on the replica.
  package let replica: ReplicaConfirmation?
  package let logFolding: LogFolding
  package let fileReader: FileReader
  /// True when someone other than the writer must publish a revision (four eyes).
  package let needsSecondPerson: Bool
  package let council: Council
  /// Path words of the API, which may not be ids of items.
  let reservedIDs: Set<String>

  /// - Parameters:
  ///   - directory: the data directory, which has the embargo file too.
  ///   - address: the public address, without a final slash.
  ///   - walBytes: a write-ahead log that is longer is a fault.
  ///   - planned: called with the next planned instant in milliseconds since 1970; nil when nothing is planned.
  ///   - published: called after each public commit.
  ///   - done: called when the outbox may have new rows.
  package init(
    directory: String, desk: DeskFile, publicFile: PublicFile, address: [UInt8], needsSecondPerson: Bool,
    council: Council, retention: Retention, reservedIDs: Set<String>, fileReader: FileReader, walBytes: Int,
    replica: ReplicaConfirmation?, log: Logger, planned: @escaping @Sendable (Int64?) -> Void,
    published: @escaping @Sendable () -> Void,
    done: @escaping @Sendable () -> Void
  ) throws {
    self.desk = desk
    self.publicFile = publicFile
    self.needsSecondPerson = needsSecondPerson
    self.council = council
    self.reservedIDs = reservedIDs
    self.fileReader = fileReader
    self.replica = replica
    let embargoFile = try EmbargoFile(directory: directory, desk: desk, log: log)
    self.embargoFile = embargoFile
    publisher = try Publisher(
      desk: desk, publicFile: publicFile, replica: replica, log: log, planned: planned, published: published,
      done: {
        done()
        embargoFile.forget()
      })
    statistics = Statistics(desk, log: log)
    loginFailures = LoginFailures(desk, log: log)
    cleanUp = CleanUp(desk, retention, log: log)
    embargoStore = ItemStore(readers: embargoFile.readers, audience: .embargo, address: address)
    deskStore = ItemStore(readers: desk.readers, audience: .desk, address: address, complete: Link.addStates)
    heartbeat = Heartbeat(try publicFile.pool, state: FailureState("heartbeat", log: log))
    let last = try desk.pool.read { try Int64.fetchOne($0, sql: "SELECT at FROM audit ORDER BY number DESC LIMIT 1") }
    clock = ClockWatch(latest: Instant(milliseconds: last ?? 0))
    logFolding = LogFolding(
      [desk.pool, try publicFile.pool], socket: LitestreamSocket(directory: directory), walBytes: walBytes, log: log)
  }
}
