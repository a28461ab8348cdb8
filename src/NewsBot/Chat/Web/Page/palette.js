// The command palette: opens on a slash, the full-width one of Chinese keyboards too.
import { make } from './entries.js';
import { isChinese, words } from './words.js';

/**
 * @param {HTMLTextAreaElement} box where people type
 * @param {HTMLElement} list where the commands are shown
 * @param {HTMLElement} hint shows how the command is used whose words are being typed
 * @param {(text: string) => void} run says a finished command
 */
export async function palette(box, list, hint, run) {
  const commands = await fetch('/chat/commands').then(answer => answer.json()).catch(() => []);
  let shown = [];
  let chosen = 0;
  let dismissed = '';
  list.setAttribute('aria-label', words.commands);

  const summary = command => (isChinese ? command.zh : command.en);
  const isOpen = () => !list.hidden;

  function typed() {
    const [, name, rest] = /^[/／](\S*)(\s[^]*)?$/.exec(box.value) ?? [];
    return { name: name?.toLowerCase(), rest };
  }

  function refresh() {
    const { name, rest } = typed();
    const current = rest !== undefined && commands.find(command => command.name === name);
    hint.classList.toggle('usage', Boolean(current));
    hint.textContent = current ? `${current.usage}  ${summary(current)}` : words.hint;
    if (box.value !== dismissed) dismissed = '';
    shown = name === undefined || rest !== undefined || dismissed ? [] : matches(name);
    chosen = 0;
    draw();
  }

  function matches(name) {
    const begins = commands.filter(command => command.name.startsWith(name));
    const contains = commands.filter(command => !begins.includes(command) && (command.name.includes(name) || summary(command).includes(name)));
    return [...begins, ...contains];
  }

  function draw() {
    list.replaceChildren(...shown.map((command, index) => {
      const option = make('li', { role: 'option', id: `command-${command.name}`, 'aria-selected': String(index === chosen) },
        make('code', {}, command.usage), make('span', {}, summary(command)));
      option.addEventListener('pointerdown', event => event.preventDefault()); // keeps the focus in the box
      option.addEventListener('click', () => take(command));
      return option;
    }));
    list.hidden = shown.length === 0;
    box.setAttribute('aria-expanded', isOpen());
    if (isOpen()) box.setAttribute('aria-activedescendant', `command-${shown[chosen].name}`);
    else box.removeAttribute('aria-activedescendant');
    list.children[chosen]?.scrollIntoView({ block: 'nearest' });
  }

  function complete(command) {
    box.value = `/${command.name}${command.takesWords ? ' ' : ''}`;
    dismissed = box.value;
    box.dispatchEvent(new Event('input'));
    box.focus();
  }

  function take(command) {
    if (command.needsWords) complete(command);
    else run(`/${command.name}`);
  }

  function move(step) {
    chosen = (chosen + step + shown.length) % shown.length;
    draw();
  }

  const keys = {
    ArrowDown: () => move(1),
    ArrowUp: () => move(-1),
    Enter: () => take(shown[chosen]),
    Tab: () => complete(shown[chosen]),
    Escape: () => {
      dismissed = box.value;
      refresh();
    },
  };

  box.addEventListener('keydown', event => {
    if (!isOpen() || event.isComposing || event.keyCode === 229 || event.shiftKey || !(event.key in keys)) return;
    event.preventDefault();
    event.stopImmediatePropagation(); // Enter chooses here, it does not send
    keys[event.key]();
  }, { capture: true });
  box.addEventListener('input', refresh);
  box.addEventListener('blur', () => {
    shown = [];
    draw();
  });
  box.addEventListener('focus', refresh);
  refresh();
}
