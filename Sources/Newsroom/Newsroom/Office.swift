// What a newsroom is where it is written, and what a reading machine lacks: the desk, and all that follows from it.

import GRDB
import Logging

/// The desk with its publisher, and what goes out from there.
struct Office: Sendable {
  let desk: Desk
  let publisher: Publisher
  let statistics: Statistics
  let deliveries: DeliveryEngine
  let links: LinkCheck?
  let embargoFile: EmbargoFile
  let embargoShelf: Shelf
  let deskShelf: Shelf
  let heartbeat: Heartbeat

  /// - Parameters:
  ///   - publicShelf: what mail is made from.
  ///   - published: called after each public commit.
  init(
    _ settings: Settings, desk: Desk, publicFile: PublicFile, publicShelf: Shelf, log: Logger,
    published: @escaping @Sendable () -> Void
  ) throws {
    let address = publicShelf.address
    let rules = settings.addressRules
    let links =
      settings.checksLinks ? LinkCheck(desk, rules: rules, address: settings.publicURL, log: log) : nil
    let composer = settings.mail.map {
      MailComposer($0, shelf: publicShelf, council: settings.council, key: desk.subscriberKey)
    }
    let outbox = Outbox(desk: desk, publicFile: publicFile, address: address, hub: settings.hub)
    let post = Post(desk: desk, outbox: outbox, rules: rules, mail: composer)
    let deliveries = DeliveryEngine(directory: settings.directory, post: post, links: links, log: log)
    self.desk = desk
    self.links = links
    self.deliveries = deliveries
    publisher = try Publisher(desk: desk, publicFile: publicFile, published: published, done: deliveries.wake)
    statistics = Statistics(desk, log: log)
    embargoFile = try EmbargoFile(directory: settings.directory, desk: desk)
    embargoShelf = Shelf(readers: embargoFile.readers, audience: .embargo, address: address)
    deskShelf = Shelf(readers: desk.readers, audience: .desk, address: address)
    heartbeat = Heartbeat(try publicFile.pool)
  }
}

/// What a handler asks of the office. On a reading machine there is none, and who asks is told so.
extension Application {
  package var desk: Desk { get throws(Problem) { try atOffice.desk } }
  var publisher: Publisher { get throws(Problem) { try atOffice.publisher } }
  var deliveries: DeliveryEngine { get throws(Problem) { try atOffice.deliveries } }
  var links: LinkCheck? { get throws(Problem) { try atOffice.links } }
  var embargoShelf: Shelf { get throws(Problem) { try atOffice.embargoShelf } }
  var deskShelf: Shelf { get throws(Problem) { try atOffice.deskShelf } }

  private var atOffice: Office {
    get throws(Problem) {
      guard let office else { throw .readingMachine }
      return office
    }
  }
}

extension Problem {
  /// For what a machine can't do that has the public file alone.
  static let readingMachine = Problem(
    status: .forbidden, type: "newsroom:readingMachine", title: "Reading Machine", sentence: .readingMachine)
}
