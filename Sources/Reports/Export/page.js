(() => {
'use strict';
const $ = id => document.getElementById(id);
const {rows, screens} = JSON.parse($('screens').textContent);
const [root, pre, view, list, slider, count, now, play] =
  [document.documentElement, $('screen'), $('view'), $('list'), $('slider'), $('count'), $('now'), $('play')];
const links = [...document.querySelectorAll('#steps a')];
const last = links.length - 1;
let step = 0, timer = 0, address = 0;

// The page jumps to the list only where no script shows the step.
for (const item of document.querySelectorAll('#steps li')) item.removeAttribute('id');

// A row is its texts, each behind the number of its style and box unless that is 0.
const line = row => row.flatMap((text, index) => {
  const code = typeof row[index - 1] === 'number' ? row[index - 1] : 0;
  if (typeof text === 'number') return [];
  if (!code) return [text];
  const span = document.createElement('span');
  span.className = 's' + code % 32 + (code > 31 ? ' b' + (code >> 5) : '');
  span.textContent = text;
  return [span];
});

const draw = () => pre.replaceChildren(...screens[step].flatMap((row, y) => [y ? '\n' : '', ...line(rows[row])]));

// Scrolls the list alone, never the page.
const reveal = item => {
  const [inner, outer] = [item.getBoundingClientRect(), list.getBoundingClientRect()];
  if (inner.top < outer.top || inner.bottom > outer.bottom)
    list.scrollTop += inner.top - outer.top - (outer.height - inner.height) / 2;
};

const show = number => {
  links[step].removeAttribute('aria-current');
  step = Math.max(0, Math.min(last, number));
  links[step].setAttribute('aria-current', 'step');
  draw();
  slider.value = step;
  count.textContent = `${step} of ${last}`;
  slider.setAttribute('aria-valuetext', count.textContent);
  $('previous').setAttribute('aria-disabled', step === 0);
  $('next').setAttribute('aria-disabled', step === last);
  const place = document.createElement('span');
  place.className = 'unseen';
  place.textContent = `Step ${count.textContent}: `;
  now.replaceChildren(place, ...[...links[step].childNodes].map(node => node.cloneNode(true)));
  reveal(links[step]);
};

const go = number => {
  show(number);
  // Browsers refuse many changes of the address in a short time, and any in some frames.
  clearTimeout(address);
  address = setTimeout(() => { try { history.replaceState(null, '', '#' + step); } catch {} }, 100);
};

const pause = () => {
  clearInterval(timer);
  timer = 0;
  play.textContent = 'Play';
  now.removeAttribute('aria-live');
};

const toggle = () => {
  if (timer) return pause();
  // Nobody can listen to two sentences a second.
  now.setAttribute('aria-live', 'off');
  play.textContent = 'Pause';
  if (step === last) go(0);
  timer = setInterval(() => {
    go(step + 1);
    if (step === last) pause();
  }, 500);
};

const move = number => { pause(); go(number); };

const jump = () => {
  const number = /^#(\d+)$/.exec(location.hash);
  if (number) { pause(); show(+number[1]); }
};

const scrolls = element => (element === view || element === list) && element.scrollWidth > element.clientWidth + 1;

addEventListener('keydown', event => {
  const {key, target} = event;
  if (event.altKey || event.ctrlKey || event.metaKey || event.shiftKey) return;
  const act = {
    ArrowLeft: () => move(step - 1), ArrowRight: () => move(step + 1), Home: () => move(0), End: () => move(last), ' ': toggle,
  }[key];
  // The control or the scrolled region that has the focus comes first.
  if (!act || (target === slider && key !== ' ') || (target.tagName === 'BUTTON' && key === ' ')) return;
  if (key.startsWith('Arrow') && scrolls(target)) return;
  event.preventDefault();
  act();
});
addEventListener('hashchange', jump);
$('previous').onclick = () => move(step - 1);
$('next').onclick = () => move(step + 1);
play.onclick = toggle;
slider.oninput = () => move(+slider.value);

const dark = matchMedia('(prefers-color-scheme: dark)');
const theme = () => root.dataset.theme || (dark.matches ? 'dark' : 'light');
const other = () => theme() === 'dark' ? 'light' : 'dark';
const name = () => { $('theme').textContent = 'Switch to ' + other(); };
$('theme').onclick = () => { root.dataset.theme = other(); name(); };
dark.onchange = name;
name();

const copy = $('copy');
if (copy) {
  const say = text => {
    copy.textContent = $('copied').textContent = text;
    setTimeout(() => { copy.textContent = 'Copy'; $('copied').textContent = ''; }, 2000);
  };
  const select = () => { getSelection().selectAllChildren($('command')); say('Press Ctrl+C'); };
  copy.onclick = () => navigator.clipboard
    ? navigator.clipboard.writeText($('command').textContent).then(() => say('Copied'), select) : select();
}

for (const element of document.querySelectorAll('[hidden]')) element.hidden = false;
// Only with a player does the list scroll beside it.
root.classList.add('live');
show(0);
jump();
})();
