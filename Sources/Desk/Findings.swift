// The findings of an item's revision before publication.

import Content
import Foundation
import GRDB
import Manuscript
import Values

extension DeskFile {
  /// The findings of an item's revision: from its document, its manuscript, its texts, its links and its references.
  /// - Parameters:
  ///   - at: when the revision goes out; nil for its plan, if it has one.
  ///   - read: the findings of its manuscript, if it was just read.
  package static func findings(
    _ db: Database, _ item: Item, _ resource: Resource, _ council: Council, at: Instant? = nil, read: [Finding]? = nil
  ) throws -> [Finding] {
    let instant = at ?? item.planned?.at
    let manuscript = try manuscriptFindings(db, item, council, read: read)
    // The manuscript's findings have lines, so they replace equal findings of the document.
    var findings = resource.check(item.document).filter { finding in
      !manuscript.contains { $0.code == finding.code && ($0.value == finding.value || $0.about == finding.about) }
    }
    findings = try KeptFinding.marked(manuscript + KeptFinding.all(db, of: item), db, item) + findings
    findings += try TextState.findings(db, item) + Link.findings(db, item.document, resource)
    for relation in resource.relations {
      for (index, entry) in (item.document[relation.field]?.array ?? []).enumerated() {
        guard let id = entry.string ?? entry.object?["id"]?.string,
          let target = try Item.find(db, kind: relation.kind, id: id), !target.isPublic(at: instant)
        else { continue }
        let name = Resource.of(kind: relation.kind).flatMap { target.document.text($0.naming) }
        findings.append(
          Finding(
            .hiddenReference, place: "\(relation.field)[\(index)]", value: target.id, about: name ?? target.id))
      }
    }
    if let planned = item.planned { findings += item.findings(forPublicationAt: planned.at, resource) }
    return findings
  }

  /// The findings of the last manuscript up to this revision whose causes are still there.
  private static func manuscriptFindings(
    _ db: Database, _ item: Item, _ council: Council, read: [Finding]?
  ) throws -> [Finding] {
    let row = try Row.fetchOne(
      db.cachedStatement(
        sql: "SELECT text, revision FROM manuscripts WHERE item = ? AND revision <= ? ORDER BY revision DESC"),
      arguments: [item.number, item.revision])
    guard let row else { return [] }
    let text = String(decoding: row["text"] as Data, as: UTF8.self)
    let findings = try read ?? Manuscript.read(text, knowing: Register.ofDesk(db, council)).findings
    let original = try Item.fetch(db, number: item.number, revision: row["revision"])
    guard let original, original.revision != item.revision else { return findings }
    return findings.filter { item.document.mayHave($0, since: original.document) }
  }
}

extension Item {
  /// Whether readers will see it at an instant; nil for now.
  fileprivate func isPublic(at instant: Instant?) -> Bool {
    if status == .published { return true }
    guard let instant, let planned else { return false }
    return planned.at <= instant
  }
}

extension JSONObject {
  /// Whether a finding of the manuscript still holds: its words are where they were, or its field is as it was.
  fileprivate func mayHave(_ finding: Finding, since original: JSONObject) -> Bool {
    switch finding.code {
    // The checks of the document find these again.
    case .placeholderLink, .emptyLink, .missingTitle, .missingText, .missingLanguage: return false
    // An unreadable embargo holds the item until one is set.
    case .unreadableEmbargo: return self["embargoUntil"] == nil
    case .suggestedSite: return mayMean(finding)
    case .unclearDate: break
    default:
      guard let words = finding.value else { break }
      let (had, has) = (JSON.object(original).contains(words), JSON.object(self).contains(words))
      if had || has { return had && has }
    }
    return finding.place.map { original.value(at: $0) == value(at: $0) } ?? true
  }

  /// Whether a text still has the words of a suggested site, and nobody has added the site.
  private func mayMean(_ suggestion: Finding) -> Bool {
    let sites = (self["sites"]?.array ?? []).compactMap { $0.string ?? $0.object?["id"]?.string }
    guard let words = suggestion.value, let site = suggestion.about, !sites.contains(site) else { return false }
    return ["title", "lead", "body"].contains { field in texts(field).contains { $0.text.contains(words) } }
  }

  /// The value at a place such as `title.nl` or `contacts[1].phone`.
  private func value(at place: String) -> JSON? {
    place.split { ".[]".contains($0) }.reduce(JSON.object(self)) { (value: JSON?, part) in
      if let array = value?.array { return Int(part).flatMap { array.indices.contains($0) ? array[$0] : nil } }
      return value?.object?[String(part)]
    }
  }
}

extension JSON {
  /// Whether a text within it has these words, without the marks that keep characters from being Markdown.
  fileprivate func contains(_ words: String) -> Bool {
    switch self {
    case .string(let text):
      text.contains(words)
        || String(decoding: text.utf8.filter { $0 != UInt8(ascii: "\\") }, as: UTF8.self).contains(words)
    case .array(let values): values.contains { $0.contains(words) }
    case .object(let object): object.members.contains { $0.value.contains(words) }
    case .null, .bool, .number: false
    }
  }
}
