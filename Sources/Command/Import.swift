// `newsroom import`: imports press releases from files.

import API
import ArgumentParser
import Foundation
import Newsroom
import Storage

struct Import: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Import press releases from files as drafts, and list the findings.")

  @OptionGroup var data: DataOptions
  @OptionGroup var council: CouncilOptions
  @OptionGroup var publishing: PublishingOptions

  @Argument(help: "Word (.docx), PDF and HTML files; all other files are read as UTF-8 text.")
  var files: [String]

  @Flag(help: "Publish the imported releases.")
  var publish = false

  @Option(help: "The code of a finding that must not block publication; repeat for more.")
  var acknowledge: [String] = []

  func run() throws {
    var settings = data.settings
    settings.needsSecondPerson = try publishing.needsSecondPerson
    settings.council = try council.value(in: data.directory)
    let application = try Application(settings)
    var failures = 0
    for file in files {
      do {
        let found = DataDirectory.asCaller { FileManager.default.contents(atPath: file) }
        guard let bytes = found else { throw DataFault("cannot be read") }
        let report = try application.importRelease(
          Array(bytes), named: file, isPublished: publish, acknowledged: acknowledge, by: commandLineAuthor,
          language: language)
        let state = report.isNew || report.isEntered ? report.status : "unchanged"
        print("\(file): \(state) \(report.href)")
        for remark in report.remarks {
          let place = remark.line.map { "\(file):\($0)" } ?? file
          print("  \(place): \(remark.isError ? "error" : "warning") \(remark.code): \(remark.detail)")
        }
      } catch {
        failures += 1
        FileHandle.standardError.write(Data("\(file): \(error)\n".utf8))
      }
    }
    if failures > 0 { throw ExitCode(1) }
  }

  /// The language of the remarks: the language of the terminal, or English.
  private var language: String {
    let locale = ProcessInfo.processInfo.environment["LC_ALL"] ?? ProcessInfo.processInfo.environment["LANG"] ?? ""
    return ["nl", "fr"].first { locale.hasPrefix($0) } ?? "en"
  }
}
