// The files that pages load, as they are embedded in the program.

package enum WebFile {
  package static let styleSheet: [UInt8] = PackageResources.newsroom_css
  package static let script: [UInt8] = PackageResources.newsroom_js
  /// Dutch and French for the English of the description, as JSON.
  package static let referenceWords: [UInt8] = PackageResources.reference_json
}
