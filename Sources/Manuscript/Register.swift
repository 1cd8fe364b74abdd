// The names that help to read a manuscript: those of the organization, sites and releases.

/// The known names. Build it once and use it for many manuscripts: it has its own index.
package struct Register: Sendable {
  /// A name of a site.
  package struct Alias: Sendable, Hashable, ExpressibleByStringLiteral {
    package var name: String
    /// True for a bare company name, which may mean the company and not its site. It only leads to a suggestion.
    package var isAmbiguous: Bool

    package init(_ name: String, ambiguous: Bool = false) {
      self.name = name
      isAmbiguous = ambiguous
    }

    package init(stringLiteral name: String) {
      self.init(name)
    }
  }

  package struct Site: Sendable, Hashable {
    package var id: String
    /// Its names and aliases in all languages.
    package var aliases: [Alias]

    package init(id: String, aliases: [Alias]) {
      self.id = id
      self.aliases = aliases
    }
  }

  /// A release that a correction may correct.
  package struct EarlierRelease: Sendable, Hashable {
    package var id: String
    /// Its titles in all languages.
    package var titles: [String]
    /// `YYYY-MM-DD`.
    package var date: String?

    package init(id: String, titles: [String], date: String? = nil) {
      self.id = id
      self.titles = titles
      self.date = date
    }
  }

  /// The organization's present and former names in all languages.
  package let organisationNames: [String]
  package let sites: [Site]
  package let releases: [EarlierRelease]
  let siteIndex: SiteIndex

  package init(organisationNames: [String] = [], sites: [Site] = [], releases: [EarlierRelease] = []) {
    self.organisationNames = organisationNames
    self.sites = sites
    self.releases = releases
    siteIndex = SiteIndex(sites)
  }
}
