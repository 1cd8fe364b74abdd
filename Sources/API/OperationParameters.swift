// The query parameters that several operations share.

import Content
import Values

extension Operation.Parameter {
  static let q = Self(
    name: "q",
    description: """
      Search words, at most 400 characters. Quotes mark a phrase, a final asterisk a prefix, and a leading hyphen a \
      word to exclude.
      """, schema: Schema.string(), example: "industri*")

  static let lang = Self(
    name: "lang",
    description: """
      Language of the texts, as a two-letter code. By default JSON has all languages, and pages follow Accept-Language.
      """, schema: Schema.choice(Language.codes), example: "nl")

  /// The same for a collection, which it also filters.
  static let listLang = Self(
    name: "lang",
    description: """
      Language of the texts, as a two-letter code; items without texts in it are left out. By default JSON has all \
      languages, and pages follow Accept-Language.
      """, schema: Schema.choice(Language.codes), example: "nl")

  static let logoLang = Self(
    name: "lang", description: "Language of the logo, as a two-letter code. Dutch by default.",
    schema: Schema.choice(Language.codes), example: "nl")

  static let kinds = Self(
    name: "kind", description: "Only items of this kind. All kinds by default. Repeat it for several values.",
    schema: Schema.choice(Resource.all.map(\.kind)), example: "release", isRepeated: true)

  static let from = Self(
    name: "from", description: "First day, as YYYY-MM-DD in Brussels time. No first day by default.",
    schema: Schema.string("date"), example: "2025-01-01")

  static let to = Self(
    name: "to", description: "Last day (inclusive), as YYYY-MM-DD in Brussels time. No last day by default.",
    schema: Schema.string("date"), example: "2025-12-31")

  static func state(_ values: [String], example: JSON) -> Self {
    Self(
      name: "state", description: "Only this state. All states by default. Repeat it for several values.",
      schema: Schema.choice(values), example: example, isRepeated: true)
  }

  static func after(_ cursor: JSON) -> Self {
    Self(
      name: "after",
      description: "Cursor from the next link of a page, for the page after it. The first page by default.",
      schema: Schema.string(), example: cursor)
  }

  /// The pages of a collection of items.
  static let paging: [Self] = [
    Self(
      name: "pageSize",
      description: "Items per page: 1 to 100, 20 by default. A page that reaches 1 MiB has fewer; follow next.",
      schema: Schema.integer(1...100, defaultValue: 20), example: .integer(20)),
    .after(itemCursor),
    Self(
      name: "before",
      description: "Cursor from the prev link of a page, for the page before it. Not together with after.",
      schema: Schema.string(), example: itemCursor),
  ]

  private static let itemCursor: JSON = "0123456789ab.audi-vorst.-20230"

  /// The parameters of a list of numbered rows: its filters, then those of its pages.
  static func rows(_ filters: [Self] = [], cursor: JSON = "120") -> [Self] {
    let pageSize = Self(
      name: "pageSize", description: "Rows per page: 1 to 100, 20 by default.",
      schema: Schema.integer(1...100, defaultValue: 20), example: .integer(20))
    return filters + [pageSize, .after(cursor)]
  }
}

extension Operation {
  /// The header fields of requests and responses that negotiate and revalidate.
  static let reading = ["Accept-Language", "If-None-Match", "If-Modified-Since"]
  static let shown = ["ETag", "Last-Modified", "Content-Language", "Link"]
}
