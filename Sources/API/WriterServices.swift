// The services of a newsroom with a desk, which a read replica lacks.

import Catalog
import Delivery
import Desk

/// The desk, its deliveries and its link checks.
package struct WriterServices: Sendable {
  package let desk: DeskServices
  let deliveries: DeliveryEngine
  /// Nil when the settings disable link checks.
  let links: LinkCheck?

  package init(desk: DeskServices, deliveries: DeliveryEngine, links: LinkCheck?) {
    self.desk = desk
    self.deliveries = deliveries
    self.links = links
  }
}

/// The services as handlers use them. On a read replica they throw ``Problem/readReplica``.
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
      guard let writer else { throw .readReplica }
      return writer
    }
  }
}

extension Problem {
  /// A request that a read replica cannot serve.
  static let readReplica = Problem(
    status: .forbidden, type: "newsroom:readingMachine", title: "Reading Machine", message: .readReplica)
}
