// Composes the application from its parts, for the writer or for a read replica.

import API
import Catalog
import Delivery
import Desk
import GRDB
import Intake
import Logging
import Storage

extension Application {
  /// Opens the data directory as the writer: brings both files to the newest schema, then finishes due publications.
  /// - Throws: `DataFault` with one line for the operator.
  package convenience init(_ settings: Settings, log: Logger = Logger(label: "newsroom")) throws {
    try DataDirectory.prepare(settings.directory)
    let desk = try DeskFile(directory: settings.directory, readers: settings.workers + 1)
    let publicFile = try PublicFile(directory: settings.directory, readers: settings.workers + 1)
    try publicFile.follow(desk)
    try self.init(settings, publicFile, desk, Meters(Routes.all), log)
    do {
      try Projection.renewIndex(of: desk.pool, .desk, desk: desk.pool)
      try Projection.renewIndex(of: publicFile.pool, .anyone, desk: desk.pool)
      try publisher.settle()
    } catch let error as DatabaseError {
      throw DataFault("cannot finish due publications: \(error.message ?? "SQLite error \(error.resultCode.rawValue)")")
    }
  }

  /// Opens a copy of the public file as a read replica.
  /// - Throws: `DataFault` with one line for the operator, `CatalogError` while the copy is incomplete.
  convenience init(reading file: ReplicaFile, _ settings: Settings, _ meters: Meters, _ log: Logger) throws {
    try self.init(settings, PublicFile(file), nil, meters, log)
  }

  private convenience init(
    _ settings: Settings, _ publicFile: PublicFile, _ desk: DeskFile?, _ meters: Meters, _ log: Logger
  ) throws {
    let cache = AnswerCache(state: try publicFile.state())
    let cleaning = try desk.map { _ in
      IndexCleaning(try publicFile.pool, failure: FailureState("index cleaning", log: log))
    }
    let address = Array(settings.publicURL.utf8)
    let stream = try LiveStream(publicFile, address: address)
    let refresh: @Sendable () throws -> Void = {
      if try cache.follow(publicFile.state) { cleaning?.plan() }
      try stream.moved()
    }
    let publicStore = ItemStore(readers: publicFile.readers, audience: .anyone, address: address)
    let writer = try desk.map { desk in
      try WriterServices(settings, desk: desk, publicFile: publicFile, publicStore: publicStore, log: log) {
        do { try refresh() } catch { log.error("cannot read public.sqlite: \(error)") }
      }
    }
    let watcher = try PublicFileWatcher(settings.directory, state: FailureState("following public.sqlite", log: log)) {
      try refresh()
      writer?.desk.publisher.settleOrRetry()
    }
    try self.init(
      settings, publicFile: publicFile, publicStore: publicStore, writer: writer, cache: cache, stream: stream,
      watcher: watcher, meters: meters, log: log)
    cleaning?.plan()
  }
}

extension WriterServices {
  /// - Parameters:
  ///   - publicStore: the source of mail.
  ///   - published: called after each public commit.
  fileprivate init(
    _ settings: Settings, desk: DeskFile, publicFile: PublicFile, publicStore: ItemStore, log: Logger,
    published: @escaping @Sendable () -> Void
  ) throws {
    let address = publicStore.address
    let rules = settings.addressRules
    let links =
      settings.checksLinks ? LinkCheck(desk, rules: rules, address: settings.publicURL, log: log) : nil
    let composer = settings.mail.map {
      MailComposer($0, store: publicStore, council: settings.council, key: desk.subscriberKey)
    }
    let outbox = Outbox(desk: desk, publicFile: publicFile, address: address, hub: settings.hub)
    let factory = DeliveryFactory(desk: desk, outbox: outbox, rules: rules, mail: composer)
    let deliveries = DeliveryEngine(directory: settings.directory, factory: factory, links: links, log: log)
    let services = try DeskServices(
      directory: settings.directory, desk: desk, publicFile: publicFile, address: address,
      needsSecondPerson: settings.needsSecondPerson, council: settings.council, reservedIDs: Routes.reservedIDs,
      fileReader: FileReader(executable: settings.executable), log: log, published: published, done: deliveries.wake)
    self.init(desk: services, deliveries: deliveries, links: links)
  }
}
