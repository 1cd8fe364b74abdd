// The addresses of a page and its neighbors, for every collection.

import Catalog
import Content
import Formats
import HTTP
import Values

extension RequestContext {
  /// The requested address, for the member `self`.
  /// - Parameter path: the path of the collection, without a suffix.
  func address(of path: String) -> String {
    app.publicURL + path + (query.text.map { "?" + $0 } ?? "")
  }

  /// The address of the same query at another cursor.
  /// - Parameters:
  ///   - path: the path of the collection, with a suffix if the request had one.
  ///   - place: `after=…` or `before=…`.
  func address(of path: String, at place: String) -> String {
    let parameters = query.sent(without: ["after", "before"]) + [place[...]]
    return app.publicURL + path + "?" + parameters.joined(separator: "&")
  }

  /// The links to the next and the previous page of items.
  func neighbors(
    of path: String, next: ListQuery.Cursor?, previous: ListQuery.Cursor?, filter: String
  ) -> [(relation: String, href: String)] {
    [("next", next), ("prev", previous)].compactMap { relation, cursor in
      guard let cursor else { return nil }
      let side = cursor.side == .after ? "after" : "before"
      return (relation, address(of: path, at: "\(side)=\(cursor.text(filter: filter))"))
    }
  }

  /// Returns a page that is never cached, with links to its neighbors.
  func page(_ envelope: PageEnvelope, of items: [JSON]) -> Response {
    var response = Response.json(envelope.page(of: items))
    response.links = Resource.links(envelope.neighbors)
    return response
  }
}
