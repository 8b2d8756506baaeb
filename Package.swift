// swift-tools-version: 6.0
import PackageDescription

/// The kernels and the graph are optimized in debug builds too: lessons run 10,000 training steps in the tests.
let optimized: [SwiftSetting] = [.unsafeFlags(["-O"], .when(configuration: .debug))]

/// Specializes generic loops for types of other files in debug builds, too.
let whole: [SwiftSetting] = [
  .unsafeFlags(["-wmo", "-disable-batch-mode", "-num-threads", "2"], .when(configuration: .debug))
]

/// A square root is an instruction, and not a call that might set errno.
let withoutErrno: SwiftSetting = .unsafeFlags(["-Xcc", "-fno-math-errno"])

/// A file imports every module whose declarations it uses, as Embedded Swift asks for too.
let strict: [SwiftSetting] = [.enableUpcomingFeature("MemberImportVisibility")]

/// Links Swift's libraries statically, so that the program starts in half the time. The tests link them dynamically.
let startsSooner: LinkerSetting = .unsafeFlags(
  ["-static-stdlib"], .when(platforms: [.linux], configuration: .release))

/// The loops of `Kernels/Vector` once more, for instructions that not every processor has.
#if arch(x86_64)
  let variants: [Target] = [
    .target(
      name: "KernelsAVX2", dependencies: ["Kernels"], swiftSettings: variant("AVX2", "haswell")),
    .target(
      name: "KernelsAVX512", dependencies: ["Kernels"],
      swiftSettings: variant("AVX512", "skylake-avx512")),
  ]
#else
  let variants: [Target] = []
#endif

func variant(_ name: String, _ architecture: String) -> [SwiftSetting] {
  optimized + whole + [.define(name), .unsafeFlags(["-Xcc", "-march=\(architecture)"])]
    + [withoutErrno]
}

let package = Package(
  name: "nnlearn",
  platforms: [.macOS(.v15)],
  products: [.executable(name: "nnlearn", targets: ["nnlearn"])],
  targets: [
    .target(name: "Text", swiftSettings: strict),
    .target(name: "Kernels", swiftSettings: strict + optimized + whole + [withoutErrno]),
    .target(
      name: "Processor",
      dependencies: [.target(name: "Kernels")] + variants.map { .target(name: $0.name) }),
    .target(
      name: "Autodiff", dependencies: ["Kernels", "Text"], swiftSettings: strict + optimized),
    .target(
      name: "Learning", dependencies: ["Autodiff", "Kernels", "Text"],
      swiftSettings: strict + optimized),
    .target(
      name: "LessonLanguage", dependencies: ["Learning", "Autodiff", "Kernels", "Text"],
      swiftSettings: strict),
    .target(
      name: "Lessons", dependencies: ["LessonLanguage", "Learning", "Autodiff", "Text"],
      swiftSettings: strict),
    .target(
      name: "Rendering",
      dependencies: ["Lessons", "LessonLanguage", "Learning", "Autodiff", "Text"],
      swiftSettings: strict),
    .executableTarget(
      name: "nnlearn",
      dependencies: [
        "Rendering", "Lessons", "LessonLanguage", "Learning", "Text", "Processor", "SystemMemory",
      ],
      exclude: [
        "EmbedFiles", "EmbedFilesPlugin", "PagePlugin", "BuiltInData", "SystemMemory",
      ],
      linkerSettings: [startsSooner],
      plugins: ["EmbedFilesPlugin"]),
    .systemLibrary(name: "SystemMemory", path: "Sources/nnlearn/SystemMemory"),
    .executableTarget(name: "EmbedFiles", path: "Sources/nnlearn/EmbedFiles"),
    .plugin(
      name: "EmbedFilesPlugin", capability: .buildTool(), dependencies: ["EmbedFiles"],
      path: "Sources/nnlearn/EmbedFilesPlugin"),
    .target(
      name: "WebModule",
      dependencies: ["Rendering", "Lessons", "LessonLanguage", "Learning", "Autodiff", "Text"],
      swiftSettings: strict),
    .plugin(
      name: "Page",
      capability: .command(
        intent: .custom(verb: "page", description: "Write nnlearn as one HTML file.")),
      path: "Sources/nnlearn/PagePlugin"),
    .target(name: "TestSupport", dependencies: ["Autodiff", "Text"], path: "Tests/TestSupport"),
    .testTarget(name: "TextTests", dependencies: ["Text", "TestSupport"]),
    .testTarget(name: "KernelsTests", dependencies: ["Kernels", "Processor", "TestSupport"]),
    .testTarget(name: "AutodiffTests", dependencies: ["Autodiff", "TestSupport"]),
    .testTarget(name: "LearningTests", dependencies: ["Learning", "Autodiff", "TestSupport"]),
    .testTarget(
      name: "LessonLanguageTests", dependencies: ["LessonLanguage", "Rendering", "TestSupport"]),
    .testTarget(name: "LessonsTests", dependencies: ["Lessons"]),
    .testTarget(
      name: "RenderingTests",
      dependencies: ["Rendering", "Lessons", "LessonLanguage", "TestSupport"]),
    .testTarget(name: "WebModuleTests", dependencies: ["WebModule", "TestSupport"]),
    .testTarget(
      name: "DocumentationTests",
      dependencies: ["nnlearn", "LessonLanguage", "Learning", "TestSupport"]),
    .testTarget(name: "ArchitectureTests"),
    .testTarget(
      name: "nnlearnTests", dependencies: ["nnlearn", "Kernels", "Processor", "TestSupport"]),
  ] + variants
)
