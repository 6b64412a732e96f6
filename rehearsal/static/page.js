// What only the browser can do: write moments in the viewer's zone and language, keep focus and scroll position
// while the page changes under them, open the side columns of a phone.

const page = () => document.querySelector('.app');

// ---------------------------------------------------------------- moments

const STYLES = {
  t: { timeStyle: 'short' }, T: { timeStyle: 'medium' },
  d: { dateStyle: 'short' }, D: { dateStyle: 'long' },
  f: { dateStyle: 'long', timeStyle: 'short' }, F: { dateStyle: 'full', timeStyle: 'short' },
  clock: { weekday: 'short', day: 'numeric', month: 'short', hour: 'numeric', minute: '2-digit' },
};
// Looks that leave out the day while it is today
const SHORT = { chat: ['d', 't'], ahead: ['clock'] };
const UNITS = [['year', 31536000], ['month', 2592000], ['day', 86400], ['hour', 3600], ['minute', 60], ['second', 1]];

const worldNow = () => Date.now() + 1000 * Number(page()?.dataset.ahead ?? 0);

function relative(moment, locale) {
  const seconds = Math.round((moment - worldNow()) / 1000);
  // A unit counts from where its smaller neighbor would be rounded up to it: "in 1 hour", never "in 60 minutes".
  const least = (place) => UNITS[place][1] - (UNITS[place + 1]?.[1] ?? 0) / 2;
  const [unit, size] = UNITS.find((_, place) => Math.abs(seconds) >= least(place)) ?? UNITS.at(-1);
  return new Intl.RelativeTimeFormat(locale, { numeric: 'auto' }).format(Math.round(seconds / size), unit);
}

class DiscordTime extends HTMLElement {
  connectedCallback() { this.write(); }

  write() {
    const { locale = 'en-US', zone: timeZone = 'UTC' } = page()?.dataset ?? {};
    const unix = this.getAttribute('unix');
    const moment = new Date(unix === 'now' ? worldNow() : Number(unix) * 1000);
    const look = this.getAttribute('look');
    if (Number.isNaN(moment.getTime())) return;
    const format = (style) => new Intl.DateTimeFormat(locale, { timeZone, ...STYLES[style] }).format(moment);
    const day = (one) => new Intl.DateTimeFormat('en-CA', { timeZone }).format(one);
    const text = look === 'R' ? relative(moment, locale)
      : look in SHORT ? (day(moment) === day(worldNow()) ? format('t') : SHORT[look].map(format).join(', '))
      : format(look in STYLES ? look : 'f');
    if (this.textContent !== text) this.textContent = text;
    this.title = format('F');
  }
}
customElements.define('discord-time', DiscordTime);
const writeMoments = () => document.querySelectorAll('discord-time').forEach((moment) => moment.write());
setInterval(writeMoments, 1000);

// ---------------------------------------------------------------- scroll and focus

let atEnd = true;
let focused = null;
let held = false;  // a finger is on something in the feed
let late = false;  // the feed would have gone to its end, had nothing been held
const feed = () => document.getElementById('feed');
const toEnd = () => {
  const box = feed();
  late = held;
  if (box && !held) box.scrollTop = box.scrollHeight;
};
const lastMessage = () => feed()?.querySelector('.messages > :last-child') ?? null;
let lastAtAct = null;
for (const act of ['click', 'keydown']) document.addEventListener(act, () => { lastAtAct = lastMessage(); }, true);

// Only the person's own scrolling decides whether the feed stays at its end, not a change of its size.
let size = '';
document.addEventListener('scroll', (event) => {
  const box = feed();
  if (event.target !== box || held || size !== `${box.clientHeight}/${box.scrollHeight}`) return;
  atEnd = box.scrollHeight - box.scrollTop - box.clientHeight < 60;
}, true);

const sizes = new ResizeObserver(() => {
  const box = feed();
  if (!box) return;
  if (atEnd) toEnd();
  size = `${box.clientHeight}/${box.scrollHeight}`;
});
let watchedFeed = null;
function watchFeed() {
  const box = feed();
  if (box === watchedFeed) return;
  sizes.disconnect();
  if (box) [box, box.querySelector('.messages')].forEach((one) => sizes.observe(one));
  watchedFeed = box;
}

// What a finger is on must not be drawn away under it, or the press would be lost or meet something else: the feed moves
// on when the click has come, or, where none comes, shortly after the finger has gone up.
let lifting = 0;
function letGo() {
  clearTimeout(lifting);
  held = false;
  if (late && atEnd) toEnd();
  late = false;
}
document.addEventListener('pointerdown', (event) => {
  clearTimeout(lifting);
  held = event.button === 0 && Boolean(event.target.closest?.('#feed :is(a, button, .pick)'));
}, true);
for (const up of ['pointerup', 'pointercancel']) document.addEventListener(up, () => {
  clearTimeout(lifting);
  lifting = setTimeout(letGo, 100);
}, true);
document.addEventListener('click', letGo, true);

// The focused thing is remembered by its data-focus; when a redraw takes it away, its successor gets the focus.
document.addEventListener('focusin', (event) => {
  focused = event.target.closest('[data-focus]')?.dataset.focus ?? null;
});

function settle() {
  if (focused && document.activeElement === document.body) {
    const heir = document.querySelector(`[data-focus="${CSS.escape(focused)}"]`);
    const target = heir?.matches('button, input, select, a, textarea') ? heir : heir?.querySelector('input, button') ?? heir;
    target?.focus({ preventScroll: true });
  }
  watchFeed();
  // Quasar puts a select's name on its frame; a screen reader asks the field inside for it.
  document.querySelectorAll('.pick [aria-label] > .q-select__focus-target:not([aria-label])').forEach((field) =>
    field.setAttribute('aria-label', field.parentElement.getAttribute('aria-label')));
}

let settling = false;
function changed(records) {
  if (records.some((record) => record.attributeName?.startsWith('data-'))) writeMoments();
  if (settling) return;
  settling = true;
  requestAnimationFrame(() => { settling = false; settle(); });
}

new MutationObserver(changed).observe(document.documentElement, {
  childList: true, subtree: true, attributes: true, attributeFilter: ['data-ahead', 'data-locale'],
});

// ---------------------------------------------------------------- side columns, mentions, the first visit

function toggle(id) {
  const open = id && !document.getElementById(id).classList.contains('open');
  document.querySelectorAll('.side.open').forEach((side) => side.classList.remove('open'));
  if (open) document.getElementById(id).classList.add('open');
  page().classList.toggle('has-open', Boolean(open));
  document.querySelectorAll('[data-toggle]').forEach((button) =>
    button.setAttribute('aria-expanded', String(Boolean(open) && button.dataset.toggle === id)));
  if (open) document.getElementById(id).querySelector('button')?.focus();
  else document.querySelector(`.bar [data-toggle]`)?.blur();
}

document.addEventListener('click', (event) => {
  const on = (selector) => event.target.closest?.(selector);
  if (on('[data-toggle]')) toggle(on('[data-toggle]').dataset.toggle);
  const way = on('[data-channel]');
  if (way) emitEvent('channel', way.dataset.channel, way.dataset.goto ?? '');
  const button = on('[data-press]');
  if (button) pressed(button);
  if (on('[data-command]')) emitEvent('command', on('[data-command]').dataset.command);
  if (on('[data-welcomed], [data-message]')) welcomed();  // whoever presses something has begun
});

// A card may be drawn anew between a finger's going down and its coming up: then the browser knows no click. The button
// that stands in the same place for the same thing is meant.
let down = null;
const pressed = (button) => { down = null; emitEvent('press', button.dataset.message, button.dataset.press); };
document.addEventListener('pointerdown', (event) => { down = event.target.closest?.('[data-press]') ?? null; }, true);
document.addEventListener('pointerup', (event) => {
  const begun = down;
  if (!begun || begun.isConnected) return;
  const button = document.elementFromPoint(event.clientX, event.clientY)?.closest('[data-press]');
  const same = button && ['message', 'press'].every((name) => button.dataset[name] === begun.dataset[name]);
  if (same && !button.disabled) pressed(button);
}, true);

document.addEventListener('keydown', (event) => {
  if (event.key !== 'Escape' || document.querySelector('.q-dialog')) return;
  if (page()?.classList.contains('has-open')) toggle('');
  else document.querySelector('[data-escape]')?.click();
});

function welcomed() {
  try { localStorage.setItem('toctoc-welcomed', '1'); } catch { /* private windows may keep nothing */ }
  document.documentElement.classList.add('welcomed');
}
try { if (localStorage.getItem('toctoc-welcomed')) welcomed(); } catch { /* as above */ }

window.TocToc = {
  // The tab shows another place or person: start at the message that was asked for, or else at the end, with the side
  // columns closed.
  arrived(message) {
    if (page()?.classList.contains('has-open')) toggle('');
    requestAnimationFrame(() => {
      const target = message && feed()?.querySelector(`[data-id="${CSS.escape(message)}"]`);
      atEnd = !target;
      if (!target) return toEnd();
      // One that is taller than the feed begins at its beginning.
      target.scrollIntoView({ block: target.offsetHeight < feed().clientHeight ? 'center' : 'start' });
      target.animate([{ backgroundColor: 'var(--brand-soft)' }, {}], 2500);
    });
  },
  // The bot answered something done here: where that is a new message, it is at the end.
  answered() { if (lastMessage() !== lastAtAct) { atEnd = true; toEnd(); } },
  // A form or question has opened: begin at its first field, or else at its last button.
  opened() {
    const form = [...document.querySelectorAll('.q-dialog .form')].at(-1);
    const field = form?.querySelector('.form-body :is(input:not([type=file]), textarea, select, button)');
    (field ?? form?.querySelector('.form-foot button:last-child'))?.focus();
  },
  // Move to the field that carries this error text.
  focusField(id) {
    getHtmlElement(id).closest('.field').querySelector('input:not([type=file]), textarea, select, button')?.focus();
  },
};
