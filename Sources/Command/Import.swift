// `newsroom import`: press releases from files.

import API
import ArgumentParser
import Foundation
import Newsroom
import Storage

struct Import: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Read the text of press releases into drafts, and say what was found.")

  @OptionGroup var data: DataOptions
  @OptionGroup var publishing: PublishingOptions

  @Argument(help: "Word (.docx), PDF and HTML files, and any others as text in UTF-8.")
  var files: [String]

  @Flag(help: "Publish what was imported.")
  var publish = false

  @Option(help: "A finding that does not block publication, by its code; repeat for more.")
  var acknowledge: [String] = []

  func run() throws {
    var settings = data.settings
    settings.needsSecondPerson = try publishing.needsSecondPerson
    let application = try Application(settings)
    var failures = 0
    for file in files {
      do {
        guard let bytes = FileManager.default.contents(atPath: file) else { throw DataFault("cannot be read") }
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

  /// The language of the remarks: that of the terminal, else English.
  private var language: String {
    let locale = ProcessInfo.processInfo.environment["LC_ALL"] ?? ProcessInfo.processInfo.environment["LANG"] ?? ""
    return ["nl", "fr"].first { locale.hasPrefix($0) } ?? "en"
  }
}
