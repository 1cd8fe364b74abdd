#if DEBUGROLES
import Foundation
enum ProcessInfoRoles { static let isOn = ProcessInfo.processInfo.environment["ROLES"] != nil }
#endif
