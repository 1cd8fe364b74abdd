// The response options of a request: which members of items, which embedded items, and which facets.

import Content
import Values

/// The parameters `select`, `embed` and `facets`.
package struct ResponseOptions {
  /// Nil for all members.
  var selection: FieldSelection?
  var embedded: [String] = []
  var facets: [String] = []

  static let parameters = ["select", "embed", "facets"]

  init() {}

  package init(_ resource: Resource, _ query: inout Query, isCollection: Bool) {
    selection = query.one("select").flatMap { text in
      query.names("select", text, among: FieldSelection(of: resource))
    }
    for text in query.all("embed") {
      let names = query.names("embed", text, among: FieldSelection(resource.embeddable))
      embedded += (names?.members ?? []).map(\.name).filter { !embedded.contains($0) }
    }
    guard isCollection else { return }
    for text in query.all("facets") {
      let names = query.names("facets", text, among: FieldSelection(resource.facets))
      facets += (names?.members ?? []).map(\.name).filter { !facets.contains($0) }
    }
  }
}

/// Names in parentheses, each with an optional selection of its own members: `(title,lead,sites(name))`.
struct FieldSelection {
  private(set) var members: [(name: String, inner: FieldSelection?)] = []

  init() {}

  init(_ names: [String]) { members = names.map { ($0, nil) } }

  /// Parses a selection; the outer parentheses are optional. Nil when parentheses don't match or a name is empty.
  init?(_ text: String) {
    var rest = text[...]
    guard let names = Self.read(&rest, isInner: text.hasPrefix("(")), rest.isEmpty else { return nil }
    self = names
  }

  private static func read(_ rest: inout Substring, isInner: Bool) -> FieldSelection? {
    if isInner { rest.removeFirst() }
    var names = FieldSelection()
    while true {
      let name = rest.prefix { !"(),".contains($0) }.trimming(" ")
      guard !name.isEmpty else { return nil }
      rest = rest.drop { !"(),".contains($0) }
      var inner: FieldSelection?
      if rest.first == "(" {
        inner = read(&rest, isInner: true)
        guard inner != nil else { return nil }
      }
      names.members.append((name, inner))
      switch rest.first {
      case ",": rest.removeFirst()
      case ")" where isInner:
        rest.removeFirst()
        return names
      case nil where !isInner: return names
      default: return nil
      }
    }
  }

  subscript(name: String) -> FieldSelection?? { members.first { $0.name == name }?.inner }

  /// The first name that is not known, with the nearest known name and all known names at its level.
  func stranger(among known: FieldSelection) -> (name: String, near: String?, choices: [String])? {
    for (name, inner) in members {
      let choices = known.members.map(\.name)
      guard let within = known[name] else { return (name, name.nearest(in: choices), choices) }
      if let inner, let stranger = inner.stranger(among: within ?? FieldSelection()) { return stranger }
    }
    return nil
  }

  /// The object with only these members.
  func pick(from object: JSONObject) -> JSONObject {
    JSONObject(
      object.members.compactMap { name, value in
        guard let inner = self[name] else { return nil }
        return (name, inner.map { $0.pick(from: value) } ?? value)
      })
  }

  private func pick(from value: JSON) -> JSON {
    switch value {
    case .object(let object): .object(pick(from: object))
    case .array(let values): .array(values.map(pick))
    default: value
    }
  }
}

extension FieldSelection {
  /// All members that an item of a resource can have.
  init(of resource: Resource) {
    guard !resource.isEverything else {
      for member in Resource.all.flatMap({ FieldSelection(of: $0).members }) where self[member.name] == nil {
        members.append(member)
      }
      return
    }
    let related = resource.relations.map(\.field)
    members = [
      "self", "href", "id", "status", "publishedAt", "updatedAt", "version", "languages", "plannedFor",
      "unplannedChanges", "unpublishedChanges", "withdrawnAt", "reason", "successor", "review", "resource",
      "highlights",
    ].map { ($0, nil) }
    members.append(("corrections", FieldSelection(["at", "note"])))
    for field in resource.fields where self[field.name] == nil {
      let isRelated = related.contains(field.name)
      var inner = FieldSelection(within: field.shape)
      if isRelated { inner?.members.removeAll { $0.name == "id" } }
      if isRelated, inner?["href"] == nil { inner?.members.append(("href", nil)) }
      members.append((field.name, inner))
      if field.name == "body" { members.append(("html", FieldSelection(Language.codes))) }
    }
    for mention in resource.mentions {
      members.append(
        (mention.member, FieldSelection(["href"] + [Resource.of(kind: mention.kind)?.naming].compactMap(\.self))))
    }
  }

  private init?(within shape: Shape) {
    switch shape {
    case .texts, .notice, .label: self.init(Language.codes)
    case .object(let fields):
      self.init()
      members = fields.map { ($0.name, FieldSelection(within: $0.shape)) }
    case .list(let element, _):
      guard let names = FieldSelection(within: element) else { return nil }
      self = names
    case .reference(let kind): self.init(["href"] + [Resource.of(kind: kind)?.naming].compactMap(\.self))
    default: return nil
    }
  }
}

extension Resource {
  /// The members whose items `embed` can add.
  package var embeddable: [String] { relations.map(\.field) + mentions.map(\.member) }

  /// The filters that `facets` can count.
  package var facets: [String] {
    let names = filters.compactMap { filter -> String? in
      switch filter {
      case .choice(let name, _, _), .theme(let name, _): name
      case .relation(let name, let field, _) where !isPrinting(field): name
      default: nil
      }
    }
    return names + ["lang"] + (dateField == nil || fields.isEmpty ? [] : ["year"])
  }

  private func isPrinting(_ field: String) -> Bool { relations.contains { $0.field == field && $0.isPrinted } }
}

extension Query {
  /// Parses a selection and reports the first unknown name.
  fileprivate mutating func names(_ parameter: String, _ text: String, among known: FieldSelection) -> FieldSelection? {
    guard let names = FieldSelection(text) else {
      refuse(parameter, text, .malformedNames)
      return nil
    }
    if let stranger = names.stranger(among: known) {
      refuse(parameter, stranger.name, .unknownChoice(stranger.name, stranger.choices, near: stranger.near))
    }
    return names
  }
}

extension LocalizedText {
  static let malformedNames = LocalizedText(
    nl: "Schrijf namen tussen haakjes, met komma's ertussen en zonder lege plaatsen: (title,lead,sites(name)).",
    fr: "Mettez les noms entre parenthèses, séparés par des virgules, sans place vide\u{A0}: (title,lead,sites(name)).",
    en: "Write names in parentheses, separated by commas, with no empty name: (title,lead,sites(name)).")
}
