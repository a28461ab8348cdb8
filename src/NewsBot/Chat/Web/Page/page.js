// The chat page: what was said, what is new, and the box to say something.
import { entryElement, make } from './entries.js';
import { palette } from './palette.js';
import { listen, post } from './stream.js';
import { dayOf, refreshTimes } from './times.js';
import { isChinese, language, words } from './words.js';

const byId = id => document.getElementById(id);
const [log, box, form, pill, trouble, thinking, connection] =
  ['log', 'box', 'form', 'pill', 'trouble', 'thinking', 'connection'].map(byId);

const mostEntries = 600;
const nearEnd = 120;
const patience = 30_000;

let history = []; // what arrives before the page is ready goes in at once
let isReady = false;
let lastDay = '';
let unseen = 0;
let firstUnseen = null;
let isAtEnd = true;
let heldAt = null; // where the page was put for an entry a little taller than the window
let lastSaid = { text: '', id: '' };
let impatience = 0;

document.documentElement.lang = isChinese ? 'zh-CN' : language;
byId('status-link').textContent = words.status;
byId('send').setAttribute('aria-label', words.send);
log.setAttribute('aria-label', words.log);
thinking.setAttribute('aria-label', words.thinking);
box.placeholder = words.placeholder;
box.setAttribute('aria-label', words.box);

// --- the conversation ---

function add(entry) {
  const day = dayOf(entry.at);
  if (day.key !== lastDay) {
    lastDay = day.key;
    log.append(make('div', { class: 'day', role: 'separator' }, make('span', {}, day.name)));
  }
  const element = entryElement(entry, say);
  log.append(element);
  return element;
}

function arrive(entry) {
  const isMine = entry.message.voice === 'person';
  // Measured now: the scroll event of a moment ago may still be on its way. Whoever is away finds the page as they left it.
  const isFollowed = isMine || ((endIsInSight() || scrollY === heldAt) && !document.hidden);
  const element = add(entry);
  element.classList.add('arriving');
  if (isMine) think();
  else if (!entry.message.isNews) stopThinking();

  if (isFollowed) reveal(element);
  else count(element);
  while (isAtEnd && log.children.length > mostEntries) log.firstChild.remove();
}

/**
 * To the end; but what is taller than the window is read from its beginning. What is only a little taller holds the page
 * there until the next message: whoever has not moved since wants to see that one too.
 */
function reveal(element) {
  const room = innerHeight - document.querySelector('.composer').offsetHeight - document.querySelector('.masthead').offsetHeight;
  const isTall = element.offsetHeight > room;
  if (isTall) element.scrollIntoView({ behavior: 'instant' });
  else toEnd();
  heldAt = isTall && element.offsetHeight < room * 1.5 ? scrollY : null;
}

function endIsInSight() {
  return innerHeight + scrollY >= document.documentElement.scrollHeight - nearEnd;
}

function toEnd() {
  scrollTo({ top: document.documentElement.scrollHeight, behavior: 'instant' });
}

function count(element) {
  isAtEnd = false;
  unseen++;
  firstUnseen ??= element;
  pill.textContent = words.fresh(unseen);
  pill.hidden = false;
  title();
}

function seen() {
  unseen = 0;
  firstUnseen = null;
  pill.hidden = true;
  title();
}

function title() {
  document.title = unseen > 0 ? `(${unseen}) NewsBot` : 'NewsBot';
}

pill.addEventListener('click', () => {
  firstUnseen?.scrollIntoView();
  seen();
});

addEventListener('scroll', () => {
  isAtEnd = endIsInSight();
  if (isAtEnd && !document.hidden && unseen > 0) seen();
}, { passive: true });

document.addEventListener('visibilitychange', () => {
  refreshTimes();
  if (!document.hidden && endIsInSight()) seen();
});

// Pictures that fail and boxes that grow must not push the end out of sight.
new ResizeObserver(() => isAtEnd && !document.activeElement?.closest('.log') && toEnd()).observe(log);

listen({
  message(number, entry) {
    if (isReady) arrive(entry);
    else history.push(entry);
  },
  ready() {
    if (isReady) return;
    isReady = true;
    for (const entry of history) add(entry);
    history = [];
    toEnd();
    log.setAttribute('aria-busy', 'false');
  },
  reset() {
    log.replaceChildren();
    lastDay = '';
    history = [];
    isReady = false;
  },
  state(name) {
    connection.dataset.state = name;
    connection.textContent = words[name];
  },
});
setTimeout(() => connection.textContent ||= words.connecting, 800);
setInterval(refreshTimes, 30_000);

// --- saying something ---

function think() {
  thinking.hidden = false;
  clearTimeout(impatience);
  impatience = setTimeout(stopThinking, patience);
}

function stopThinking() {
  clearTimeout(impatience);
  thinking.hidden = true;
}

function newId() {
  return Array.from(crypto.getRandomValues(new Uint8Array(12)), byte => byte.toString(16).padStart(2, '0')).join('');
}

/** Says a text. A text that was not taken is kept in the box, and its second attempt has the first one's id. */
async function say(text) {
  const spoken = text.trim();
  if (!spoken) return;
  if (lastSaid.text !== spoken) lastSaid = { text: spoken, id: newId() };
  const fault = await post(spoken, lastSaid.id);
  trouble.hidden = fault === null;
  if (fault === null) {
    lastSaid = { text: '', id: '' };
    return;
  }
  trouble.textContent = fault || words.notSent;
  box.value ||= spoken;
  box.dispatchEvent(new Event('input'));
}

function send(text = box.value) {
  box.value = '';
  box.dispatchEvent(new Event('input'));
  say(text);
}

form.addEventListener('submit', event => {
  event.preventDefault();
  send();
  box.focus();
});

palette(box, byId('palette'), byId('hint'), send);

box.addEventListener('keydown', event => {
  // While an input method composes, Enter chooses characters; Safari tells so by key code 229 alone.
  if (event.key !== 'Enter' || event.shiftKey || event.isComposing || event.keyCode === 229) return;
  event.preventDefault();
  send();
});

box.addEventListener('input', () => {
  byId('send').disabled = box.value.trim() === '';
});
byId('send').disabled = true;
if (!matchMedia('(pointer: coarse)').matches) box.focus(); // a keyboard on the screen would hide half the page
