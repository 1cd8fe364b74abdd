// The files that pages load, embedded in the program.

package enum WebFile {
  package static let styleSheet: [UInt8] = PackageResources.newsroom_css
  package static let script: [UInt8] = PackageResources.newsroom_js
  /// Dutch and French translations of the API description, as JSON: `{english: [dutch, french]}`.
  package static let referenceWords: [UInt8] = PackageResources.reference_json
}
