// Tests the process that reads a file: its ends, and what it cannot do.

import CLinux
import Foundation
import RunningNewsroom
import Synchronization
import Testing

@testable import Intake

@Suite struct FileReaderTests {
  private static func reason(
    _ reader: FileReader, _ type: FileType, _ text: String = "%PDF-1.7", from token: Int64 = 1
  ) -> Unreadable? {
    do {
      _ = try reader.markdown(of: Array(text.utf8), type, from: token)
      return nil
    } catch {
      return error
    }
  }

  @Test(arguments: FileType.allCases)
  func `a process that does not end is ended in time, even after it closed its output`(type: FileType) {
    let reader = FileReader(executable: Fixture.path("stuck.sh"), seconds: 1)
    #expect(Self.reason(reader, type) == .tooSlow(1))
  }

  @Test func `output beyond the limit is refused`() {
    #expect(Self.reason(FileReader(executable: "/usr/bin/yes"), .html) == .tooLarge(FileType.limit))
  }

  @Test func `a process that fails without a reason means a broken file`() {
    #expect(Self.reason(FileReader(executable: "/usr/bin/false"), .html) == .broken)
    #expect(Self.reason(FileReader(executable: "/usr/bin/false"), .pdf, "%PDF-1.7 /Encrypt") == .encrypted)
  }

  @Test func `a third file is refused while two are read`() async throws {
    let reader = FileReader(executable: Fixture.path("stuck.sh"), seconds: 2)
    let reasons = try await withThrowingTaskGroup(of: Unreadable?.self) { group in
      for token in 0...FileReader.processes {
        group.addTask { try await blocking { Self.reason(reader, .html, from: Int64(token)) } }
      }
      return try await group.reduce(into: []) { $0.append($1) }
    }
    #expect(reasons.count { $0 == .busy(FileReader.processes) } == 1)
    #expect(reasons.count { $0 == .tooSlow(2) } == FileReader.processes)
    #expect(Self.reason(reader, .html) == .tooSlow(2))
  }

  @Test func `a second file of one token is refused, and the file of another token is read`() async throws {
    let reader = FileReader(executable: Fixture.path("stuck.sh"), seconds: 2)
    let reasons = try await withThrowingTaskGroup(of: Unreadable?.self) { group in
      for token: Int64 in [1, 1, 1, 2] {
        group.addTask { try await blocking { Self.reason(reader, .html, from: token) } }
      }
      return try await group.reduce(into: []) { $0.append($1) }
    }
    #expect(reasons.count { $0 == .oneAtATime } == 2 && reasons.count { $0 == .tooSlow(2) } == 2)
  }

  @Test func `each status has its reason`() {
    for (status, reason) in Unreadable.statuses { #expect(reason.status == status) }
    #expect(Set(Unreadable.statuses.keys).isDisjoint(with: [0, 1, 2, 3, 99]))
  }

  /// What a thread can do after `sandbox_enter`, whose limits hold for the thread that calls it.
  private struct Reach {
    var isConfined = false
    var hasSocket = false
    var readsFile = false
    var readsSystem = false
    var writesFile = false
    var startsProcess = false
    var sendsSignal = false
  }

  private static func reach(startsProgram: Bool) async throws -> Reach {
    let folder = try TestFolder()
    let file = try folder.file("desk.sqlite", "secret")
    return try await blocking {
      var reach = Reach()
      func opens(_ path: String, _ flags: Int32) -> Bool {
        let descriptor = open(path, flags)
        if descriptor >= 0 { close(descriptor) }
        return descriptor >= 0
      }
      reach.isConfined = sandbox_enter(startsProgram ? 1 : 0) == 0
      reach.hasSocket = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0) >= 0
      reach.readsFile = opens(file, O_RDONLY)
      reach.readsSystem = opens("/usr/bin/env", O_RDONLY)
      reach.writesFile = opens(file, O_WRONLY) || opens(file + ".new", O_RDWR | O_CREAT)
      var id: pid_t = 0
      reach.startsProcess = posix_spawn(&id, "/usr/bin/true", nil, nil, [nil], [nil]) == 0
      reach.sendsSignal = kill(getpid(), 0) == 0
      return reach
    }
  }

  @Test func `the process has no network, no files and no other process`() async throws {
    let reach = try await Self.reach(startsProgram: false)
    #expect(reach.isConfined)
    #expect(!reach.hasSocket && !reach.readsFile && !reach.readsSystem && !reach.writesFile)
    #expect(!reach.startsProcess && !reach.sendsSignal)
  }

  @Test func `the program that reads a PDF can besides read files of the system`() async throws {
    let reach = try await Self.reach(startsProgram: true)
    #expect(reach.isConfined && reach.readsSystem)
    #expect(reach.readsFile == (landlock_version() == 0))
    #expect(!reach.hasSocket && !reach.writesFile && !reach.startsProcess && !reach.sendsSignal)
  }

  @Test func `a process reads as the functions do`() throws {
    for (name, type) in [("release.docx", FileType.word), ("release.html", .html)] {
      let bytes = try Fixture.bytes(name)
      #expect(try type.inAProcess(bytes) == type.markdown(of: bytes))
    }
  }
}
