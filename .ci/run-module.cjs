// Prints the transcripts of lessons, computed by the WebAssembly module: run-module.cjs MODULE FOLDER FILE…
// keeps the files and writes the text of each lesson among them into FOLDER.
const fs = require('fs');
const path = require('path');
const { startModule } = require('../Sources/Page/worker.js');
const [binary, folder, ...files] = process.argv.slice(2);

const ask = startModule(new WebAssembly.Module(fs.readFileSync(binary)), () => {});
for (const file of files) ask({ do: 'keep', name: path.basename(file), file: fs.readFileSync(file) });
for (const file of files.filter((file) => file.endsWith('.md'))) {
  const name = path.basename(file);
  const { text, notes } = ask({ do: 'transcript', name, width: 80 });
  fs.writeFileSync(path.join(folder, name + '.txt'), text ?? notes);
}
