'use strict';
// The page: moves the module's HTML into the document, and turns events into the commands of the terminal's stepper. Swift
// decides what to show, and whether an answer is right.

const $ = (id) => document.getElementById(id);
const lesson = $('lesson');

// MARK: The module

/** The worker that runs the module. A request waits for the previous ones. */
const core = {
  worker: undefined,
  module: undefined,
  waiting: new Map(),
  count: 0,

  /** Starts the module. */
  async load() {
    if (!('WebAssembly' in window)) throw new Error('This browser cannot run nnlearn: it lacks WebAssembly.');
    this.module = await WebAssembly.compile(embedded.module);
    await this.start();
  },

  start() {
    const source = new Blob([embedded.worker], { type: 'text/javascript' });
    const address = URL.createObjectURL(source);
    this.worker = new Worker(address);
    URL.revokeObjectURL(address);
    this.worker.onmessage = ({ data }) => {
      if (data.news) return showProgress(data.news);
      const { resolve, reject } = this.waiting.get(data.id);
      this.waiting.delete(data.id);
      if (data.failure) reject(new Error(data.failure)); else resolve(data.response);
    };
    return this.post({ module: this.module });
  },

  post(message) {
    this.count += 1;
    const request = {};
    this.waiting.set(this.count, request);
    request.answered = new Promise((resolve, reject) => { Object.assign(request, { resolve, reject }); });
    this.worker.postMessage({ ...message, id: this.count });
    return request.answered;
  },

  ask(request) { return this.post({ request }); },

  /** Asks the worker to end a move where it is; returns whether it did. */
  async halt() {
    this.worker.postMessage({ halt: true });
    const answers = [...this.waiting.values()].map(({ answered }) => answered);
    const late = new Promise((resolve) => { setTimeout(() => resolve(false), 1500); });
    return Promise.race([Promise.all(answers).then(() => true), late]);
  },

  /** Ends the worker and starts a new one, which does not know the files and the place. */
  stop() {
    this.worker.terminate();
    for (const { reject } of this.waiting.values()) reject(new Stopped());
    this.waiting.clear();
    return this.start();
  },
};

class Stopped extends Error {}

// MARK: Memory

/** The browser's storage, if it is allowed. */
const memory = {
  get(name) {
    try { return localStorage.getItem('nnlearn.' + name); } catch { return null; }
  },
  set(name, value) {
    try { localStorage.setItem('nnlearn.' + name, value); } catch { /* The page works without it. */ }
  },
};

/** The current lesson and its display. */
const view = { name: '', place: '', isReading: false, isAsking: false, step: 0, count: 0, busy: 0 };
/** Files from disk, which are sent again to a new worker. */
const files = new Map();

// MARK: Asking

/** Sends a request and shows its response; returns whether there was one. If `isStill`, nothing scrolls. */
async function ask(request, isStill = false) {
  setBusy(view.busy + 1);
  const slow = setTimeout(() => { $('stop').hidden = false; }, 300);
  try {
    show(await core.ask(request), isStill);
    return true;
  } catch (error) {
    if (!(error instanceof Stopped)) await recover(error);
    return false;
  } finally {
    clearTimeout(slow);
    setBusy(view.busy - 1);
    if (view.busy === 0) {
      $('stop').hidden = true;
      showProgress({});
    }
  }
}

function setBusy(count) {
  view.busy = count;
  document.body.dataset.busy = count;
}

const say = (text) => ask({ do: 'say', text });

/** Steps, sliders and drags: while one is running, only the latest waiting one is kept. */
const latest = { isUnderWay: false, request: undefined };
async function follow(request, isStill) {
  latest.request = request;
  if (latest.isUnderWay) return;
  latest.isUnderWay = true;
  while (latest.request) {
    const request = latest.request;
    latest.request = undefined;
    await ask(request, isStill);
  }
  latest.isUnderWay = false;
}

/** The student whose numbers the exercises have, from an address with `?student=Ada&seed=7`. */
const query = new URLSearchParams(location.search);
const student = query.has('student')
  ? { student: query.get('student'), seed: Number(query.get('seed')) } : {};

/** Restores the place in a new worker after one has failed. */
async function recover(error) {
  await core.stop();
  await tellFiles();
  if (view.name) show(await core.ask({ do: 'open', name: view.name, place: view.place, ...student }));
  note(`The computation failed (${error.message}). The lesson is where it was before.`);
}

async function stop() {
  if (view.busy === 0) return;
  latest.request = undefined;
  setBusy(view.busy + 1);
  // What is not a move, such as a reader's own statement, ends with the worker.
  if (!await core.halt()) {
    await core.stop();
    await tellFiles();
    show(await core.ask({ do: 'open', name: view.name, place: view.place, ...student }));
    note('Stopped; nothing has changed.');
  }
  setBusy(view.busy - 1);
}

async function tellFiles() {
  for (const [name, file] of files) await core.ask({ do: 'keep', name, file });
  return core.ask({ do: 'lessons' });
}

async function open(name, place) {
  rememberPlace();
  Object.assign(view, { name, place: '', isReading: false });
  lesson.replaceChildren();
  await ask({ do: 'open', name, place: place ?? memory.get('place.' + name) ?? '', ...student });
  lesson.focus({ preventScroll: true });
}

function rememberPlace() {
  if (view.name) memory.set('place.' + view.name, view.place);
}

// MARK: Showing

function show(response, isStill = false) {
  if (response.title !== undefined) showLesson(response);
  if (response.place === undefined) {
    if (response.notes) note(response.notes, true);
    return;
  }
  const isElsewhere = response.place !== view.place;
  const isForward = response.step > view.step || isElsewhere;
  Object.assign(view, {
    place: response.place, step: response.step, count: response.count, isAsking: response.asking,
    isReading: response.reading,
  });
  let last;
  for (const { step, html } of response.steps) last = showStep(step, html);
  for (const step of [...lesson.children]) if (Number(step.dataset.step) > response.step) step.remove();
  // What a slider changes is seen; only its failure is told.
  if (response.notes && !(isStill && isElsewhere)) note(response.notes, true);
  fill($('values'), response.state);
  showNetworks(response.networks);
  showWay(response);
  if (last && isForward && !isStill) reveal(last);
  history.replaceState(null, '', '#' + encodeURI(view.name + (view.place && '/' + view.place)));
}

function showLesson({ title, sections, count, name }) {
  document.title = title + ' · nnlearn';
  $('title').textContent = title;
  $('place').max = count;
  const list = document.createElement('ol');
  for (const { step, title } of sections) {
    const button = document.createElement('button');
    button.textContent = title;
    button.dataset.say = ':goto ' + (step === 1 ? '1.1' : step + '.1');
    list.append(document.createElement('li'));
    list.lastChild.append(button);
  }
  for (const old of $('menu').querySelectorAll('ol ol')) old.remove();
  for (const button of $('menu').querySelectorAll('[data-open]')) {
    const isPresent = button.dataset.open === name;
    button.toggleAttribute('aria-current', isPresent);
    if (isPresent) button.parentElement.append(list);
  }
}

/** Replaces a step's HTML. */
function showStep(step, html) {
  let section = $('step-' + step);
  if (!section) {
    section = document.createElement('section');
    section.id = 'step-' + step;
    section.dataset.step = step;
    const next = [...lesson.children].find((other) => Number(other.dataset.step) > step);
    lesson.insertBefore(section, next ?? null);
  }
  fill(section, html);
  return section;
}

/** Replaces an element's contents. A focused field keeps the focus. */
function fill(element, html) {
  const field = document.activeElement;
  const key = element.contains(field) && field.dataset.key;
  element.innerHTML = html;
  // What scrolls by itself can be scrolled with the keyboard.
  for (const wide of element.querySelectorAll('.scroll, .side, pre')) if (wide.scrollWidth > wide.clientWidth) wide.tabIndex = 0;
  prepareHandles(element);
  if (key) element.querySelector(`[data-key="${CSS.escape(key)}"]`)?.focus();
}

/** Sends an answer to the question of a form, or a request for a hint or for the answer. */
const answer = (form, text) => ask({ do: 'answer', step: Number(form.dataset.answer), text });

/** Scrolls to the new part. */
function reveal(section) {
  const part = [...section.querySelectorAll('[data-part]')].pop() ?? section;
  for (const old of lesson.querySelectorAll('.new')) old.classList.remove('new');
  part.classList.add('new');
  $('news').textContent = part.textContent;
  if (view.isReading) return;
  const isCalm = matchMedia('(prefers-reduced-motion: reduce)').matches;
  part.scrollIntoView({ block: 'nearest', behavior: isCalm ? 'auto' : 'smooth' });
}

function showWay({ step, count, position, start, end, asking, fork }) {
  $('place').value = step;
  $('place').setAttribute('aria-valuetext', `step ${position} of ${count}`);
  $('position').textContent = `${position} / ${count}`;
  $('back').disabled = start;
  $('next').disabled = end || asking;
  $('step-mode').setAttribute('aria-pressed', String(!view.isReading));
  $('read-mode').setAttribute('aria-pressed', String(view.isReading));
  $('fork').hidden = fork.length === 0;
  document.body.classList.toggle('forked', fork.length > 0);
  $('fork').replaceChildren(`What if ${fork.join(', ')}? `, button('Compare', ':compare'), ' ', button('Drop', ':drop'));
  $('line').placeholder = asking ? 'your answer' : 'any statement: 2 + 3, why w, set rate = 0.9';
}

function button(text, words) {
  const button = document.createElement('button');
  button.textContent = text;
  button.dataset.say = words;
  return button;
}

/** Adds a note after the current step: a sentence, or HTML rendered by the module. */
function note(content, isHTML = false) {
  const note = document.createElement('div');
  note.className = 'note';
  if (isHTML) note.innerHTML = content; else note.textContent = content;
  (lesson.lastElementChild ?? lesson).append(note);
  $('news').textContent = note.textContent;
  note.scrollIntoView({ block: 'nearest' });
}

function showProgress({ html = '' }) {
  let progress = $('progress');
  if (!html) return progress?.remove();
  if (!progress) {
    progress = document.createElement('div');
    progress.id = 'progress';
    lesson.append(progress);
    progress.scrollIntoView({ block: 'nearest' });
  }
  progress.innerHTML = html;
}

function showLessons({ lessons }) {
  const list = document.createElement('ol');
  for (const { name, summary } of lessons) {
    const item = document.createElement('li');
    const open = document.createElement('button');
    open.dataset.open = name;
    open.textContent = name;
    const text = document.createElement('span');
    text.textContent = summary;
    item.append(open, ' ', text);
    list.append(item);
  }
  $('menu').replaceChildren(list);
}

// MARK: Names and numbers

/** Highlights every occurrence of a name. */
function light(name) {
  for (const old of lesson.querySelectorAll('.lit')) old.classList.remove('lit');
  if (!name) return;
  for (const same of lesson.querySelectorAll(`[data-name="${CSS.escape(name)}"]`)) same.classList.add('lit');
}

// MARK: Events

function toggle(id, isShown = $(id).hidden) {
  $(id).hidden = !isShown;
  $(id + '-button').setAttribute('aria-expanded', String(isShown));
}

const clicks = {
  'menu-button': () => toggle('menu'),
  'help-button': () => toggle('help'),
  'state-button': () => toggle('state'),
  'step-mode': () => say(':goto start'),
  'read-mode': () => ask({ do: 'read' }),
  back: () => say(':back'),
  next: () => say(':next'),
  stop,
  print: () => window.print(),
  save: async () => {
    const { markdown, answers } = await core.ask({ do: 'save' });
    download(view.name + '-notes.md', markdown, 'text/markdown');
    if (answers) download(view.name + '-answers.jsonl', answers, 'application/jsonl');
  },
  projector: () => setProjector(!document.documentElement.classList.contains('projector')),
  theme: () => setTheme(isDark() ? 'light' : 'dark'),
};

function download(name, text, type) {
  const link = document.createElement('a');
  link.href = URL.createObjectURL(new Blob([text], { type }));
  link.download = name;
  link.click();
  URL.revokeObjectURL(link.href);
}

const isDark = () => (document.documentElement.dataset.theme
  ?? (matchMedia('(prefers-color-scheme: dark)').matches ? 'dark' : 'light')) === 'dark';

function setProjector(isOn) {
  document.documentElement.classList.toggle('projector', isOn);
  $('projector').setAttribute('aria-pressed', String(isOn));
  memory.set('projector', isOn ? 'on' : '');
}

function setTheme(theme) {
  document.documentElement.dataset.theme = theme;
  memory.set('theme', theme);
}

document.addEventListener('click', (event) => {
  const target = event.target.closest('button, [data-name]');
  if (!target) return light();
  if (target.closest('#menu')) toggle('menu', false);
  if (target.dataset.say) return say(target.dataset.say);
  if (target.dataset.ask) return answer(target.form, target.dataset.ask);
  if (target.dataset.open) return open(target.dataset.open);
  if (target.dataset.name) return choose(target);
  return clicks[target.id]?.();
});

/** Highlights a name at the first click, and asks why at the second. */
function choose(target) {
  if (!target.classList.contains('lit')) return light(target.dataset.name);
  return ask({ do: 'why', name: target.dataset.name });
}

const keys = {
  ArrowRight: ':next', ' ': ':next', Enter: ':next', ArrowLeft: ':back',
  PageDown: ':next 10', PageUp: ':back 10', Home: ':goto start', End: ':finish',
};

document.addEventListener('keydown', (event) => {
  if (event.ctrlKey || event.metaKey || event.altKey) return;
  if (event.key === 'Escape') {
    if (view.busy) stop(); else document.activeElement?.blur();
    return;
  }
  const field = event.target.closest('input, textarea, select, [data-pad], [data-point][role]');
  const choice = event.target.closest('button, summary, a, [data-name]');
  if (field || (choice && (event.key === 'Enter' || event.key === ' '))) {
    if (choice?.dataset.name) { event.preventDefault(); choose(choice); }
    return;
  }
  if (event.key === '/') {
    event.preventDefault();
    $('line').focus();
  } else if (keys[event.key] && view.name) {
    event.preventDefault();
    if (view.isAsking && keys[event.key].startsWith(':next')) return lesson.querySelector('[data-answer] input, [data-answer] button')?.focus();
    say(keys[event.key]);
  }
});

document.addEventListener('submit', async (event) => {
  event.preventDefault();
  const form = event.target;
  const field = form.querySelector('input');
  const text = field.value.trim();
  if (!text) return;
  if (form.dataset.answer) return answer(form, text);
  if (await say(text)) field.value = '';
});

document.addEventListener('input', async (event) => {
  const { dataset, value, id, type } = event.target;
  if (dataset.set && type === 'range') follow({ do: 'say', text: `:set ${dataset.set} = ${value}` }, true);
  if (id === 'place') follow({ do: 'say', text: value === '0' ? ':goto start' : `:goto ${value}` });
  if (id === 'line') {
    const { words } = await core.ask({ do: 'complete', text: value });
    $('words').replaceChildren(...words.map((word) => new Option(word)));
  }
  if (id === 'open') {
    for (const file of event.target.files) await take(file);
    event.target.value = '';
  }
});

/** A number that was typed counts when the field is left, or with Enter. */
document.addEventListener('change', (event) => {
  const { dataset, value, type } = event.target;
  if (dataset.set && type !== 'range') say(`:set ${dataset.set} = ${value}`);
});

document.addEventListener('pointerover', (event) => {
  const name = event.target.closest?.('#lesson [data-name]')?.dataset.name;
  if (name) light(name);
});
document.addEventListener('focusin', (event) => {
  if (event.target.dataset?.name) light(event.target.dataset.name);
});

/** Opens a file from disk. */
async function take(file) {
  if (file.size > 64e6) return note(`${file.name} has ${Math.round(file.size / 1e6)} MB; the page takes up to 64.`);
  const bytes = new Uint8Array(await file.arrayBuffer());
  const name = file.name.replace(/["\\`\p{C}]/gu, '_');
  files.set(name, bytes);
  await core.ask({ do: 'keep', name, file: bytes });
  showLessons(await core.ask({ do: 'lessons' }));
  return open(name, '');
}

document.addEventListener('dragover', (event) => event.preventDefault());
document.addEventListener('drop', async (event) => {
  event.preventDefault();
  for (const file of event.dataTransfer.files) await take(file);
});

addEventListener('hashchange', () => {
  const [name, place] = wanted();
  if (name && (name !== view.name || place !== view.place)) open(name, place);
});
addEventListener('pagehide', rememberPlace);

/** Opens the lesson and the place in the address. */
function wanted() {
  let hash = location.hash.slice(1);
  try { hash = decodeURI(hash); } catch { /* A hash that is no address names no lesson. */ }
  const slash = hash.indexOf('/');
  return slash < 0 ? [hash, undefined] : [hash.slice(0, slash), hash.slice(slash + 1)];
}

// MARK: Start

async function begin() {
  setProjector(memory.get('projector') === 'on');
  const theme = memory.get('theme');
  if (theme === 'light' || theme === 'dark') setTheme(theme);
  if (innerWidth < 1000) toggle('state', false);
  try {
    await core.load();
    for (const [name, text] of Object.entries(embedded.files)) {
      files.set(name, new TextEncoder().encode(text));
    }
    const lessons = await tellFiles();
    showLessons(lessons);
    lesson.replaceChildren();
    const [name, place] = wanted();
    await open(name || document.body.dataset.open || lessons.lessons[0].name, place);
  } catch (error) {
    lesson.textContent = error.message;
  }
}

begin();
