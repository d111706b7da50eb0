/** A browser that only has to open addresses and run a script in its page: enough to walk through the app in any of them. */
export type Pilot = {
  readonly goto: (url: string) => Promise<void>;
  /** Runs the body of a function with `args` in the page and answers what it returns. */
  readonly run: (body: string, ...args: readonly string[]) => Promise<unknown>;
  readonly close: () => Promise<void>;
};

const PATIENCE_MS = 20_000;

/** Presses the visible button or link that carries this text, as soon as there is one. */
export const press = (pilot: Pilot, text: string): Promise<void> => until(pilot, `button ${text}`, PRESS, text);

/** Waits until this text is on the screen. */
export const sees = (pilot: Pilot, text: string): Promise<void> => until(pilot, text, SEES, text);

/** Writes into the control whose label begins with this text, as typing would. */
export const fill = (pilot: Pilot, label: string, value: string): Promise<void> =>
  until(pilot, `field ${label}`, FILL, label, value);

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

const SEES = 'return document.body.innerText.replace(/\\s+/g, "").includes(arguments[0]);';

const FILL = `
  const [label, value] = arguments;
  const text = [...document.querySelectorAll('label')].find((one) => one.textContent.trim().startsWith(label));
  const control = text?.control;
  if (!control) return false;
  const prototype = control.tagName === 'TEXTAREA' ? HTMLTextAreaElement.prototype : HTMLInputElement.prototype;
  control.focus();
  if (control.type === 'radio') control.click();
  else {
    Object.getOwnPropertyDescriptor(prototype, 'value').set.call(control, value);
    control.dispatchEvent(new Event('input', { bubbles: true }));
    control.dispatchEvent(new Event('change', { bubbles: true }));
  }
  control.blur();
  return true;`;
