// The addresses of items that got another id: a person was erased from the former one, or its date changed before the
// first publication.

import Catalog
import Content
import HTTP
import HTTPTypes

extension RequestContext {
  /// The response that leads from the former address of an item to its present one, after a handler found nothing; nil
  /// when there is no such item for this caller.
  func moved(after error: any Error, from pattern: String) throws -> Response? {
    guard Problem(error)?.status == .notFound,
      let resource = Resource.all.first(where: { pattern.hasPrefix("/\($0.path)/{id}") })
    else { return nil }
    let present =
      try audience == .anyone
      ? app.publicFile.presentID(kind: resource.kind, former: id)
      : app.desk.presentID(kind: resource.kind, former: id)
    guard let present, present != id, try store.find(resource, id: present, language: nil) != nil else { return nil }
    // An id has no characters that the path would encode.
    let rest = request.path.dropFirst("/\(resource.path)/\(id)".count)
    let query = request.query.map { "?\($0)" } ?? ""
    return Response(
      status: .permanentRedirect,
      fields: [.location: "\(app.publicURL)/\(resource.path)/\(present)\(rest)\(query)"],
      caching: .public(until: nil))
  }
}
