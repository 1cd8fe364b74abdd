// The rules for single files, each a function from a file to its faults.
import Foundation

/// Every import is allowed for the file's target.
func forbiddenImports(_ file: SourceFile, allowed edges: [String: Set<String>] = Architecture.imports) -> [Fault] {
  guard file.isSwift, !file.isManifest, let target = file.target else { return [] }
  guard let allowed = edges[target] else {
    return [Fault(place: file.path, reason: "\(target) is not in the architecture")]
  }
  // With attributes, an access level and the kind of an imported declaration, all optional.
  let importLine =
    #/
    ^\s* (?: @\w+ (?: \([^)]*\) )? \s+ )* (?: \w+ \s+ )?
    import \s+ (?: (?: struct | class | enum | protocol | typealias | func | let | var ) \s+ )? (\w+)
    /#
  var isInString = false
  var faults: [Fault] = []
  for (number, line) in file.lines.enumerated() {
    if !isInString, line.contains("import"), let found = line.firstMatch(of: importLine) {
      let module = String(found.output.1)
      if !allowed.contains(module), !Architecture.common.contains(module) {
        faults.append(file.fault(line: number, "\(target) may not import \(module)"))
      }
    }
    if line.ranges(of: "\"\"\"").count % 2 == 1 { isInString.toggle() }
  }
  return faults
}

/// A forced `try` crashes on the first fault, and unfinished work belongs in an issue.
func forbiddenWords(_ file: SourceFile) -> [Fault] {
  guard file.isSwift else { return [] }
  return file.lines.enumerated().flatMap { number, line in
    forbidden.filter { line.contains($0) }.map { file.fault(line: number, "“\($0)” does not belong in the code") }
  }
}

/// A `try?` hides a failure. A comment beside it or on the line before says why the failure has no consequence.
func hiddenFailures(_ file: SourceFile) -> [Fault] {
  guard file.isSwift, file.path.hasPrefix("Sources/") else { return [] }
  return file.lines.enumerated().compactMap { number, line in
    let code = line.firstRange(of: "//").map { line[..<$0.lowerBound] } ?? line
    guard code.contains(#/\btry\?/#), code.count == line.count else { return nil }
    let before = number > 0 ? file.lines[number - 1].drop(while: \.isWhitespace) : ""
    guard !before.hasPrefix("// ") else { return nil }
    return file.fault(line: number, "a “try?” without a comment that says why its failure has no consequence")
  }
}

/// Concatenated, so that this file passes its own rule.
private let forbidden = ["try" + "!", "TO" + "DO", "FIX" + "ME"]

/// An invalid field name must not become another field: a typo would be sent as `From`.
func replacedFieldNames(_ file: SourceFile) -> [Fault] {
  guard file.isSwift else { return [] }
  let text = file.lines.joined(separator: "\n")
  return text.ranges(of: /HTTPField\.Name\((?:[^()]|\([^()]*\))*\)\s*\?\?/).map { range in
    file.fault(line: text[..<range.lowerBound].count { $0 == "\n" }, "another field stands in for a name that is none")
  }
}

func tooLong(_ file: SourceFile) -> [Fault] {
  guard file.isSwift else { return [] }
  var faults: [Fault] = []
  if file.lines.count > 400 {
    faults.append(Fault(place: file.path, reason: "\(file.lines.count) lines, more than 400"))
  }
  for (number, line) in file.lines.enumerated() where line.count > 120 {
    faults.append(file.fault(line: number, "\(line.count) columns, more than 120"))
  }
  return faults
}

/// The first line of a file is a sentence on what the file is. In a manifest the package manager needs that line.
func missingOpening(_ file: SourceFile) -> [Fault] {
  guard file.isSwift, !file.isManifest else { return [] }
  let comment = file.lines.prefix { $0.hasPrefix("// ") }.map { $0.dropFirst(3) }
  let sentence = comment.joined(separator: " ")
  guard sentence.count > 12, sentence.hasSuffix(".") else {
    return [file.fault(line: 0, "opens with no sentence on what the file is")]
  }
  return []
}

/// Paths of a personal machine, folders outside the repository, and credits.
func foreignWords(_ file: SourceFile) -> [Fault] {
  file.lines.enumerated().flatMap { number, line in
    foreign.compactMap { pattern in
      line.range(of: pattern, options: .regularExpression).map {
        file.fault(line: number, "“\(line[$0])” does not belong in the project")
      }
    }
  }
}

/// Brackets keep a pattern from matching itself.
private let foreign = [
  #"(?<![\w.:/-])/(root|home|Users|work)/"#, #"\.\./shared[/]"#, #"(?i)co-authored-b[y]"#, #"(?i)\bgenerated wit[h]\b"#,
  #"\bA[I]\b"#, #"\bLL[M]s?\b"#,
]

/// No module below the top extends a type of the top.
func forbiddenExtensions(_ file: SourceFile) -> [Fault] {
  guard file.isSwift, file.path.hasPrefix("Sources/"), let target = file.target else { return [] }
  return file.lines.enumerated().compactMap { number, line in
    guard let match = line.firstMatch(of: #/^extension (\w+)\b/#),
      let allowed = Architecture.extendedBy[String(match.output.1)], !allowed.contains(target)
    else { return nil }
    return file.fault(line: number, "\(target) extends \(match.output.1)")
  }
}

/// A new column breaks an INSERT without column names, and only at run time.
func forbiddenSQL(_ file: SourceFile) -> [Fault] {
  guard file.isSwift, file.path.hasPrefix("Sources/") else { return [] }
  return file.lines.enumerated().compactMap { number, line in
    if line.contains(#/INTO \w+ +VALUES/#) { return file.fault(line: number, "an INSERT that names no columns") }
    if line.contains(#/repeat\w+: "\?"|_ in "\?"/#), !file.path.hasSuffix("/SQL.swift") {
      return file.fault(line: number, "marks of a list beside SQL.marks")
    }
    return nil
  }
}

private nonisolated(unsafe) let comparison =
  #/(\S*)\.(contains|replacing|split\(separator:)\(? ?#?"(\\?["\\]|[^"]*[<>&'@][^"]*)"#?[,)]/#

/// A mark of a language such as HTML, or an `@`, may be part of a larger `Character`, which a comparison of strings
/// then does not find. So such marks are looked for in `utf8` or `unicodeScalars`.
func characterGuards(_ file: SourceFile) -> [Fault] {
  guard file.isSwift, file.path.hasPrefix("Sources/") else { return [] }
  return file.lines.enumerated().compactMap { number, line in
    guard let match = line.firstMatch(of: comparison),
      !match.output.1.hasSuffix("utf8"), !match.output.1.hasSuffix("unicodeScalars")
    else { return nil }
    return file.fault(line: number, "looks for \(match.output.3) among Characters; use utf8")
  }
}
