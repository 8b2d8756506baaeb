/// A complete page without scripts.
enum HTMLDocument {
  /// - Parameters:
  ///   - stylesheet: CSS of the program.
  ///   - kind: the class of the body, for the style sheet.
  ///   - body: markup.
  static func text(title: String, stylesheet: String, kind: StaticString, body: String) -> String {
    """
    <!doctype html>
    <html lang="en">
    <head>
    <meta charset="utf-8"/>
    <title>\(HTML.escaped(title))</title>
    <meta name="viewport" content="width=device-width, initial-scale=1"/>
    <meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'"/>
    <style>
    \(stylesheet)</style>
    </head>
    <body class="\(kind)">
    <main>
    \(body)
    </main>
    </body>
    </html>

    """
  }
}
