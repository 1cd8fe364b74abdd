// The URLs in a document of any resource.

import Values

extension Resource {
  /// The URLs in a document, each with its place: `body.nl`, `documents[0].url`.
  package func links(of document: JSONObject) -> [(place: String, url: String)] {
    var links = Rendering.targets(of: document)
    for field in fields {
      guard case .list(.object(let members), _) = field.shape else { continue }
      for member in members {
        guard case .url = member.shape else { continue }
        for (index, entry) in (document[field.name]?.array ?? []).enumerated() {
          guard let url = entry.object?[member.name]?.string else { continue }
          links.append(("\(field.name)[\(index)].\(member.name)", url))
        }
      }
    }
    return links
  }
}
