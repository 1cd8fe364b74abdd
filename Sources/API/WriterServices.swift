// What handlers work with where a newsroom is written, and a read replica lacks: the desk, and what goes out from it.

import Catalog
import Delivery
import Desk

/// The desk, and what sends its news.
package struct WriterServices: Sendable {
  package let desk: DeskServices
  let deliveries: DeliveryEngine
  /// Nil where the settings do not want links to be checked.
  let links: LinkCheck?

  package init(desk: DeskServices, deliveries: DeliveryEngine, links: LinkCheck?) {
    self.desk = desk
    self.deliveries = deliveries
    self.links = links
  }
}

/// What a handler asks of them. On a read replica there are none, and the request is refused.
extension Application {
  package var desk: DeskFile { get throws(Problem) { try services.desk } }
  package var publisher: Publisher { get throws(Problem) { try services.publisher } }
  var embargoStore: ItemStore { get throws(Problem) { try services.embargoStore } }
  var deskStore: ItemStore { get throws(Problem) { try services.deskStore } }
  var deliveries: DeliveryEngine { get throws(Problem) { try writerServices.deliveries } }
  var links: LinkCheck? { get throws(Problem) { try writerServices.links } }

  package var services: DeskServices { get throws(Problem) { try writerServices.desk } }

  private var writerServices: WriterServices {
    get throws(Problem) {
      guard let writer else { throw .readingMachine }
      return writer
    }
  }
}

extension Problem {
  /// For what a machine can't do that has the public file alone.
  static let readingMachine = Problem(
    status: .forbidden, type: "newsroom:readingMachine", title: "Reading Machine", message: .readingMachine)
}
