/** A browser that only has to open addresses and run a script in its page: enough to walk through the app in any of them. */
export type Pilot = {
  readonly goto: (url: string) => Promise<void>;
  /** Runs the body of a function with `args` in the page and answers what it returns. */
  readonly run: (body: string, ...args: readonly string[]) => Promise<unknown>;
  /** Draws one stroke with the pointer through these places of the window, as a hand does. */
  readonly draw: (points: readonly Place[]) => Promise<void>;
  readonly close: () => Promise<void>;
};

/** CSS pixels from the corner of the window. */
export type Place = { readonly x: number; readonly y: number };

/** Longer than the pause between two tries to reach a server that was away for a minute. */
const PATIENCE_MS = 40_000;

/** Presses the visible button or link that carries this text, as soon as there is one. */
export const press = (pilot: Pilot, text: string): Promise<void> => until(pilot, `button ${text}`, PRESS, text);

/** Ticks the radio or box whose label begins with this text. */
export const choose = (pilot: Pilot, label: string): Promise<void> => until(pilot, `choice ${label}`, CHOOSE, label);

/** Waits until this text is on the screen. */
export const sees = (pilot: Pilot, text: string): Promise<void> => until(pilot, text, SEES, text);

/** Writes into the control whose label begins with this text, as typing would. */
export const fill = (pilot: Pilot, label: string, value: string): Promise<void> =>
  until(pilot, `field ${label}`, FILL, label, value);

/** Signs on the pad in one cursive stroke. */
export const sign = async (pilot: Pilot): Promise<void> => {
  await until(pilot, 'pad', 'return (document.querySelector("canvas")?.getBoundingClientRect().width ?? 0) > 0;');
  const box = JSON.parse(
    String(await pilot.run('return JSON.stringify(document.querySelector("canvas").getBoundingClientRect());')),
  ) as Box;
  const places = Array.from({ length: 24 }, (_, step) => ({
    x: Math.round(box.x + box.width * (0.15 + step * 0.03)),
    y: Math.round(box.y + box.height * (0.4 + 0.18 * Math.sin(step / 2.5))),
  }));
  await pilot.draw(places);
  // On a busy machine the pad has its points later than the hand has moved.
  await until(
    pilot,
    'strokes',
    'return document.querySelector(".signature__pad")?.ariaLabel?.includes("画が書かれています") === true;',
  );
};

type Box = Place & { readonly width: number; readonly height: number };

/** Reads what the company is shown to its last line: until then it cannot agree. */
export const readToTheEnd = (pilot: Pilot): Promise<void> => until(pilot, 'the last line', READ_ON);

/** Waits until the app can be opened without a network. */
export const readyForOffline = (pilot: Pilot): Promise<void> =>
  until(pilot, 'service worker', 'return navigator.serviceWorker?.controller != null;');

const until = async (pilot: Pilot, what: string, body: string, ...args: readonly string[]): Promise<void> => {
  const deadlineMs = Date.now() + PATIENCE_MS;
  for (;;) {
    if ((await pilot.run(body, ...args).catch(() => false)) === true) return;
    if (Date.now() > deadlineMs) {
      throw new Error(
        `Not there: ${what}. On the screen: ${String(await pilot.run('return document.body.innerText'))}`,
      );
    }
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
};

const PRESS = `
  const [text] = arguments;
  const dialog = document.querySelector('dialog[open]');
  const shown = (element) => element.getClientRects().length > 0 && !element.disabled;
  const named = (element) => (element.getAttribute('aria-label') ?? element.textContent).replace(/\\s+/g, '').startsWith(text);
  const found = [...(dialog ?? document).querySelectorAll('button, a')].filter(shown).find(named);
  found?.click();
  return found !== undefined;`;

const CHOOSE = `
  const [label] = arguments;
  const found = [...document.querySelectorAll('input[type=radio], input[type=checkbox]')].find((one) =>
    [...one.labels].some((of) => of.textContent.replace(/\\s+/g, '').startsWith(label)));
  if (found && !found.checked) found.click();
  return found?.checked === true;`;

const READ_ON = `
  globalThis.scrollTo(0, document.documentElement.scrollHeight);
  return [...document.querySelectorAll('button')].some((one) => one.textContent.startsWith('はい'));`;

const SEES = 'return document.body.innerText.replace(/\\s+/g, "").includes(arguments[0]);';

const FILL = `
  const [label, value] = arguments;
  const text = [...document.querySelectorAll('label')].find((one) => one.textContent.replace(/\\s+/g, '').startsWith(label));
  const control = text?.control;
  if (!control) return false;
  const prototype = control.tagName === 'TEXTAREA' ? HTMLTextAreaElement.prototype : HTMLInputElement.prototype;
  control.focus();
  if (control.type === 'radio' || control.type === 'checkbox') control.click();
  else {
    Object.getOwnPropertyDescriptor(prototype, 'value').set.call(control, value);
    control.dispatchEvent(new Event('input', { bubbles: true }));
    control.dispatchEvent(new Event('change', { bubbles: true }));
  }
  control.blur();
  return true;`;
