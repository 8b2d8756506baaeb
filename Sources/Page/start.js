// Unpacks the page and starts it.

/** What the page embeds: its files, style, script, the worker's script, and the module. */
const embedded = (() => {
  const bytes = decompressed(decoded(document.getElementById('packed').textContent));
  const end = bytes.indexOf(0);
  const { ranks, size, ...texts } = JSON.parse(new TextDecoder().decode(bytes.subarray(0, end)));
  const rest = bytes.subarray(end + 1);
  return { ...texts, module: restored(rest.subarray(ranks), rest.subarray(0, ranks), size) };
})();

{
  /** Returns an element with a text whose hash is in the page's policy. */
  const element = (name, text) => Object.assign(document.createElement(name), { textContent: text });
  document.querySelector('style').replaceWith(element('style', embedded.style));
  document.body.append(element('script', embedded.script));
}
