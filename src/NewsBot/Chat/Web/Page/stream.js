// The open line to the bot: server-sent events, taken up after the last number seen whenever they break.
import { language } from './words.js';

const silence = 45_000; // three missed heartbeats
const longestWait = 30_000;

/**
 * Listens until the page goes away.
 * @param {{message: Function, ready: Function, reset: Function, state: Function}} on
 */
export function listen(on) {
  let source = null;
  let last = 0;
  let failures = 0;
  let watchdog = 0;
  let retry = 0;

  function connect() {
    clearTimeout(retry);
    source?.close();
    source = new EventSource(`/chat/events?${new URLSearchParams({ language, after: last })}`);
    source.onmessage = event => {
      alive();
      const number = Number(event.lastEventId);
      if (number <= last) return;
      last = number;
      on.message(number, JSON.parse(event.data));
    };
    source.addEventListener('ready', () => {
      alive();
      failures = 0;
      on.ready();
      on.state('live');
    });
    source.addEventListener('reset', () => {
      last = 0;
      on.reset();
    });
    source.addEventListener('ping', alive);
    source.onerror = lost;
    alive();
  }

  function alive() {
    clearTimeout(watchdog);
    watchdog = setTimeout(lost, silence);
  }

  function lost() {
    source.close();
    source = null;
    clearTimeout(watchdog);
    on.state('reconnecting');
    clearTimeout(retry);
    retry = setTimeout(connect, Math.min(longestWait, 1000 * 2 ** failures++) * (0.75 + Math.random() / 2));
    if (failures > 1) leaveIfLoggedOut();
  }

  function hurry() {
    if (source === null) connect();
  }

  window.addEventListener('online', hurry);
  document.addEventListener('visibilitychange', () => document.hidden || hurry());
  window.addEventListener('pagehide', () => source?.close());
  window.addEventListener('pageshow', event => event.persisted && connect());
  connect();
}

/** After a restart of the bot the cookie is void; the page is then the login. */
export async function leaveIfLoggedOut() {
  const answer = await fetch('/chat/commands').catch(() => null);
  if (answer?.status === 401) location.assign('/login');
}

/** Posts a message; the same id is never said twice. Returns null, or what is wrong. */
export async function post(text, id) {
  let answer;
  try {
    answer = await fetch('/chat/messages', {
      method: 'POST',
      headers: { 'Content-Type': 'application/json' },
      body: JSON.stringify({ text, language, id }),
      signal: AbortSignal.timeout(15_000),
    });
  } catch {
    return '';
  }
  if (answer.ok) return null;
  if (answer.status === 401) location.assign('/login');
  return (await answer.json().catch(() => null))?.error ?? '';
}
