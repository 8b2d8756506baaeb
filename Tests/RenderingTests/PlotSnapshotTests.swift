import LessonLanguage
import Testing

@testable import Rendering

@Suite("Pictures, to the character")
struct PlotSnapshotTests {
  @Test("forty steps into a bowl")
  func bowl() {
    #expect(
      TerminalPlot().lines(of: PlotSamples.bowl()).joined(separator: "\n") == #"""
        loss(v)
            │⠱⡀
        0.4 ┤ ⠘⢄
            │  ⠈⢢
            │    ⠑⡄
        0.3 ┤     ⠈⢆                                                                 ⢀
            │       ⠣⡀                                                              ⡠⠊
            │        ⠈⢢                                                           ⢀⠜
            │          ⠑⢄                                                        ⡰⠁
        0.2 ┤            ⠑⢄                                                    ⡠⠊
            │              ⠱⡀                                                ⡠⠊
            │               ⠈⠢⡀                                           ⢀⡠⠊
            │                 ⠈⠑⢄                                       ⢀⠔⠁
        0.1 ┤                    ⠑⠢⣀                                 ⢀⡠⠊⠁
            │                       0⠤⣀                           ⣀⠤⠊⠁
            │                          1⠒⠤2⡀                  ⣀⡠⠔⠊
        0.0 ┤                         ⡀⢀ ⡀⢀⠈3⠒4⠤6⣀8⣀●⣀⣀⣀⡠⠤⠤⠒⠊⠉ ⡀⢀ ⡀
            └┬───────────┬───────────┬───────────┬───────────┬───────────┬───────────┬ v
            0.0         0.2         0.4         0.6         0.8         1.0         1.2
          0 … 8 the path   ● now at v ≈ 0.6550   ⠠⠐⠈ its tangent, slope ≈ −7.311 × 10⁻⁵
        """#)
  }

  @Test("three decays in ASCII")
  func decays() {
    let picture = TerminalPlot(width: 60, height: 12, unicode: false)
    #expect(
      picture.lines(of: PlotSamples.decays).joined(separator: "\n") == #"""
             |o*
             |+o***
        0.06 + +o  ***
             | + o    ***
             | +  o      *****
        0.04 +  +  oo         *****
             |  +    oo            ******
             |   +     oo                *******
        0.02 +    +      ooo                    **********
             |     +        oooooo                        *****
             |      ++            oooooooooo
        0.00 +        ++++++++++++++++++++++ooooooooooooooooooo
             ++-----+-----+-----+-----+-----+-----+-----+-----+ step
              0     5     10    15    20    25    30    35    40
          * rate 0.01   ends at ~ 0.0150
          + rate 0.1    ends at ~ 1.336e-9
          o rate 0.03   ends at ~ 0.000535
        """#)
  }

  @Test("a path that leaves a narrow picture")
  func narrow() {
    let plot = PlotSamples.bowl(from: -1, to: 2.3, start: 0.6, rate: 1.1)
    #expect(
      TerminalPlot(width: 30, height: 8).lines(of: plot).joined(separator: "\n") == #"""
        loss(v)
          │◀                       ▶
          │ 18                    ⡰⠁
        2 ┤  ⢇                   ⡰⠁
          │   ⢣                 17
          │    16              ⡰⠁
        1 ┤     ⠑⡄           15⠁
          │      ⠈14       13⠁
        0 ┤        ⠈⠢8⣀0⣀7⠒⠁
          └┬──────┬───────┬──────┬── v
           −1     0       1      2
          0 … 18 the path
          now outside at v ≈ −80.1824
          ◀ ▶ 22 points outside, as
          far as v ≈ −80.1824
        """#)
  }
}
