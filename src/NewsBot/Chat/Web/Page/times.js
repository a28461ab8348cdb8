// Times as people say them, in the reader's own time zone.
import { language, words } from './words.js';

const minute = 60_000;
const hour = 60 * minute;
const day = 24 * hour;

const relative = new Intl.RelativeTimeFormat(language, { numeric: 'auto' });
const full = new Intl.DateTimeFormat(language, { dateStyle: 'full', timeStyle: 'short' });
const thisYear = new Intl.DateTimeFormat(language, { month: 'short', day: 'numeric' });
const otherYear = new Intl.DateTimeFormat(language, { year: 'numeric', month: 'short', day: 'numeric' });
const weekday = new Intl.DateTimeFormat(language, { month: 'long', day: 'numeric', weekday: 'long' });

function spoken(then, now = new Date()) {
  const past = now - then;
  if (Math.abs(past) < minute) return words.now;
  if (Math.abs(past) < hour) return relative.format(-Math.trunc(past / minute), 'minute');
  if (Math.abs(past) < day) return relative.format(-Math.trunc(past / hour), 'hour');
  if (past > 0 && past < 7 * day) return relative.format(-Math.trunc(past / day), 'day');
  return (then.getFullYear() === now.getFullYear() ? thisYear : otherYear).format(then);
}

/** A time element that says how long ago it was, with the full date as its tooltip. */
export function timeElement(iso) {
  const element = document.createElement('time');
  const then = new Date(iso);
  element.dateTime = iso;
  element.title = full.format(then);
  element.textContent = spoken(then);
  return element;
}

/** Brings all time elements up to date. */
export function refreshTimes() {
  for (const element of document.querySelectorAll('time[datetime]')) {
    const text = spoken(new Date(element.dateTime));
    if (element.textContent !== text) element.textContent = text;
  }
}

/** The name of a day for a separator, and a key that is equal within the day. */
export function dayOf(iso) {
  const then = new Date(iso);
  const midnight = new Date().setHours(0, 0, 0, 0);
  const name = then >= midnight ? `${words.today} · ` : then >= midnight - day ? `${words.yesterday} · ` : '';
  return { key: then.toDateString(), name: name + weekday.format(then) };
}
