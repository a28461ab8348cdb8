// Messages as elements. Texts go in as text; the only HTML is what the bot wrote from its own closed set of elements.
import { timeElement } from './times.js';
import { words } from './words.js';

const policy = window.trustedTypes?.createPolicy('newsbot', { createHTML: html => html }) ?? { createHTML: html => html };

/** An element with attributes and children; false and null children are left out. */
export function make(tag, attributes = {}, ...children) {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (value !== null && value !== undefined && value !== false) element.setAttribute(name, value);
  }
  element.append(...children.flat().filter(Boolean));
  return element;
}

/** One entry of the transcript. */
export function entryElement({ at, message }, say) {
  if (message.voice === 'person') return said(at, message);
  const entry = make('article', { class: message.isNews ? 'entry news' : 'entry reply' });
  if (message.isTrouble) entry.classList.add('is-trouble');
  if (message.html) entry.append(written(message.html, 'text', message.language));
  const isList = message.cards.length > 1;
  for (const card of message.cards) entry.append(cardElement(card, at, isList));
  if (message.choices.length > 0) entry.append(choices(message, say));
  return entry;
}

function said(at, message) {
  return make('article', { class: 'entry said', 'aria-label': words.you }, make('p', { title: timeElement(at).title }, message.text));
}

function written(html, className, language) {
  const element = make('div', { class: className, lang: language });
  element.innerHTML = policy.createHTML(html);
  return element;
}

function choices(message, say) {
  return make('div', { class: 'choices', lang: message.language }, message.choices.map(choice => {
    const button = make('button', { type: 'button', title: choice.command }, choice.label);
    button.addEventListener('click', () => say(choice.command));
    return button;
  }));
}

function cardElement(card, at, isCompact) {
  return make('section', { class: isCompact ? 'card compact' : 'card', lang: card.language },
    card.picture && picture(card.picture, card.link),
    make('div', { class: 'words' },
      make('p', { class: 'kicker' },
        make('span', { class: 'source' }, card.source),
        timeElement(card.published ?? at),
        card.author && card.author !== card.source && make('span', { class: 'author' }, card.author)),
      card.title && make('h2', {}, card.link ? outward(card.link, card.title) : card.title),
      card.lead && make('p', { class: 'lead' }, card.lead),
      (card.body || card.gallery.length > 0) && expander(card),
      foot(card)));
}

function outward(link, ...content) {
  return make('a', { href: link, target: '_blank', rel: 'noopener noreferrer' }, ...content);
}

function image(address) {
  return make('img', { src: address, alt: '', loading: 'lazy', decoding: 'async', referrerpolicy: 'no-referrer' });
}

/** A picture that cannot be shown leaves no hole. */
function picture(address, link) {
  const shown = image(address);
  const frame = link ? outward(link, shown) : make('div', {}, shown);
  frame.className = 'picture';
  if (link) {
    frame.tabIndex = -1;
    frame.setAttribute('aria-hidden', 'true');
  }
  shown.addEventListener('error', () => frame.remove());
  return frame;
}

/** The full text enters the page when it is asked for: hundreds of cards stay light. */
function expander(card) {
  const details = make('details', {}, make('summary', {}, words.more));
  details.addEventListener('toggle', () => {
    details.firstChild.textContent = details.open ? words.less : words.more;
    if (!details.open) details.scrollIntoView({ block: 'nearest' }); // the end of a long text is far from its beginning
    if (!details.open || details.children.length > 1) return;
    if (card.body) {
      const body = written(card.body, 'body');
      details.append(body);
      const flat = text => text.replace(/\s+/g, '');
      if (card.lead && flat(body.textContent).includes(flat(card.lead))) details.classList.add('has-lead');
    }
    for (const address of card.gallery) details.append(picture(address));
  });
  return details;
}

function foot(card) {
  const links = card.media.map(media => outward(media.link, `${media.kind === 'audio' ? '♪' : '▸'} ${words[media.kind]}`));
  const tags = card.tags.map(tag => make('span', { class: 'tag' }, tag));
  return links.length + tags.length > 0 && make('p', { class: 'foot' }, ...links, ...tags);
}
