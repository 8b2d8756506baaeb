// What a reader takes in hand: the present point of a plot, and the pads and fields of networks.

// MARK: Points

const notches = 200;
/** The point that is being dragged. */
let held;

/** Makes the present points of an element's plots sliders, except those of the lesson beside a fork. */
function prepareHandles(element) {
  for (const point of element.querySelectorAll('[data-point]')) {
    const { point: name, value, from, to } = point.dataset;
    if (!point.closest('section') || point.closest('.original')) continue;
    const picture = point.parentElement.closest('svg[role]');
    picture.setAttribute('role', 'group');
    picture.setAttribute('aria-label', picture.querySelector('title').textContent);
    const state = { role: 'slider', tabindex: 0, 'aria-label': name, 'aria-valuemin': from, 'aria-valuemax': to, 'aria-valuenow': value };
    for (const [key, value] of Object.entries(state)) point.setAttribute(key, value);
    point.dataset.key = 'point-' + name;
  }
}

/** Moves a point to a place along its axis, of which 0 is the left end and 1 the right one. */
function movePoint(point, share) {
  const { point: name, from, to } = point.dataset;
  const notch = Math.round(Math.min(Math.max(share, 0), 1) * notches);
  const value = Number(from) + (Number(to) - Number(from)) * notch / notches;
  const step = Number(point.closest('section').dataset.step);
  return follow({ do: 'set', step, text: `${name} = ${Number(value.toPrecision(12))}` }, true);
}

const share = ({ dataset: { from, to, value } }) => (value - from) / (to - from);

document.addEventListener('pointerdown', (event) => {
  const point = event.target.closest?.('[data-point][role]');
  if (!point) return;
  event.preventDefault();
  point.focus({ preventScroll: true });
  held = { section: point.closest('section').id, key: point.dataset.key };
});

document.addEventListener('pointermove', (event) => {
  // The plot has been drawn again since the last move.
  const point = held && $(held.section)?.querySelector(`[data-key="${CSS.escape(held.key)}"]`);
  if (!point) return;
  const axes = point.parentElement;
  const place = new DOMPoint(event.clientX, event.clientY).matrixTransform(axes.getScreenCTM().inverse());
  movePoint(point, place.x / axes.width.baseVal.value);
});

for (const end of ['pointerup', 'pointercancel']) document.addEventListener(end, () => { held = undefined; });

const pointKeys = { ArrowLeft: -1, ArrowDown: -1, ArrowRight: 1, ArrowUp: 1, PageDown: -10, PageUp: 10, Home: -notches, End: notches };

document.addEventListener('keydown', (event) => {
  const point = event.target.closest('[data-point][role]');
  const count = pointKeys[event.key];
  if (!point || !count || event.ctrlKey || event.metaKey || event.altKey) return;
  event.preventDefault();
  movePoint(point, share(point) + count / notches);
});

// MARK: Networks

/** What is drawn for each network: its marks, and the square at which the keyboard draws. */
const drawings = new Map();

function showNetworks(html) {
  if (view.networks !== html) {
    view.networks = html;
    fill($('networks'), html);
  }
  for (const form of $('networks').children) {
    const pad = form.querySelector('canvas');
    if (pad) paint(pad);
    predict(form);
  }
}

/** Shows the prediction for what is drawn or typed now. While one is under way, a single further one waits. */
async function predict(form) {
  form.isOutdated = true;
  if (form.isAsking) return;
  form.isAsking = true;
  const pad = form.querySelector('canvas');
  try {
    while (form.isOutdated) {
      form.isOutdated = false;
      const request = pad ? { ink: drawing(pad).marks.join('') }
        : { values: [...form.querySelectorAll('[data-feature]')].map((field) => field.value.trim()) };
      const { html, notes } = await core.ask({ do: 'predict', name: form.dataset.network, ...request });
      form.querySelector('[data-prediction]').innerHTML = html ?? notes;
    }
  } catch (error) {
    if (!(error instanceof Stopped)) throw error;
  } finally {
    form.isAsking = false;
  }
}

function drawing(pad) {
  const name = pad.dataset.key;
  const count = pad.width * pad.height;
  if (drawings.get(name)?.marks.length !== count) drawings.set(name, { marks: new Array(count).fill(0), row: 0, column: 0 });
  return drawings.get(name);
}

function paint(pad) {
  const context = pad.getContext('2d');
  const fineness = Number(pad.dataset.fineness);
  const { marks, row, column } = drawing(pad);
  context.fillStyle = '#fff';
  context.fillRect(0, 0, pad.width, pad.height);
  context.fillStyle = '#000';
  marks.forEach((mark, place) => { if (mark) context.fillRect(place % pad.width, Math.floor(place / pad.width), 1, 1); });
  if (document.activeElement !== pad) return;
  context.strokeStyle = '#a03c00';
  context.strokeRect(column * fineness + .5, row * fineness + .5, fineness - 1, fineness - 1);
}

function draw(pad, change) {
  change(drawing(pad));
  paint(pad);
  predict(pad.closest('[data-network]'));
}

/** A stroke between two positions of the pointer, about three marks wide. */
function stroke(pad, from, to) {
  const box = pad.getBoundingClientRect();
  const place = ({ clientX, clientY }) => [(clientX - box.left) / box.width * pad.width, (clientY - box.top) / box.height * pad.height];
  const [[x0, y0], [x1, y1]] = [place(from), place(to)];
  draw(pad, ({ marks }) => {
    const count = Math.ceil(Math.hypot(x1 - x0, y1 - y0)) + 1;
    for (let i = 0; i <= count; i += 1) {
      const [x, y] = [x0 + (x1 - x0) * i / count, y0 + (y1 - y0) * i / count];
      for (let row = Math.max(0, Math.floor(y - 1.5)); row < Math.min(pad.height, y + 1.5); row += 1) {
        for (let column = Math.max(0, Math.floor(x - 1.5)); column < Math.min(pad.width, x + 1.5); column += 1) {
          if (Math.hypot(column + .5 - x, row + .5 - y) <= 1.6) marks[row * pad.width + column] = 1;
        }
      }
    }
  });
}

const networks = $('networks');
networks.addEventListener('pointerdown', (event) => {
  const pad = event.target.closest('canvas');
  if (!pad) return;
  event.preventDefault();
  pad.focus({ preventScroll: true });
  pad.setPointerCapture(event.pointerId);
  pad.last = event;
  stroke(pad, event, event);
});
networks.addEventListener('pointermove', (event) => {
  const pad = event.target.closest('canvas');
  if (!pad?.hasPointerCapture(event.pointerId)) return;
  stroke(pad, pad.last, event);
  pad.last = event;
});

const padMoves = { ArrowLeft: [0, -1], ArrowRight: [0, 1], ArrowUp: [-1, 0], ArrowDown: [1, 0] };

networks.addEventListener('keydown', (event) => {
  const pad = event.target.closest('canvas');
  if (!pad || event.ctrlKey || event.metaKey || event.altKey) return;
  const fineness = Number(pad.dataset.fineness);
  const [rows, columns] = [pad.height / fineness, pad.width / fineness];
  const move = padMoves[event.key];
  if (move) {
    const at = drawing(pad);
    at.row = Math.min(Math.max(at.row + move[0], 0), rows - 1);
    at.column = Math.min(Math.max(at.column + move[1], 0), columns - 1);
    $('news').textContent = `row ${at.row + 1}, column ${at.column + 1}, ${squareOf(pad, at).some(Boolean) ? 'drawn' : 'empty'}`;
    paint(pad);
  } else if (event.key === ' ') {
    draw(pad, (at) => {
      const value = squareOf(pad, at).some(Boolean) ? 0 : 1;
      for (let row = 0; row < fineness; row += 1) {
        const start = (at.row * fineness + row) * pad.width + at.column * fineness;
        at.marks.fill(value, start, start + fineness);
      }
    });
  } else if (event.key === 'Delete' || event.key === 'Backspace') {
    draw(pad, ({ marks }) => marks.fill(0));
  } else {
    return;
  }
  event.preventDefault();
});

/** The marks in the square at which the keyboard draws. */
function squareOf(pad, { marks, row, column }) {
  const fineness = Number(pad.dataset.fineness);
  return marks.filter((_, place) => Math.floor(place / pad.width / fineness) === row
    && Math.floor(place % pad.width / fineness) === column);
}

networks.addEventListener('click', (event) => {
  const pad = event.target.closest('[data-clear]')?.closest('[data-network]').querySelector('canvas');
  if (pad) draw(pad, ({ marks }) => marks.fill(0));
});
networks.addEventListener('input', (event) => {
  const form = event.target.closest('[data-network]');
  if (form) predict(form);
});
for (const change of ['focusin', 'focusout']) {
  networks.addEventListener(change, ({ target }) => { if (target.matches('canvas')) setTimeout(() => paint(target)); });
}
