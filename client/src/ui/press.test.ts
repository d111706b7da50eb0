import { afterEach, beforeEach, expect, test, vi } from 'vitest';

/** A window of its own for each test: the press is the page's. */
const newPage = async () => {
  const page = new EventTarget();
  vi.stubGlobal('window', page);
  vi.resetModules();
  const { afterPress } = await import('./press.ts');
  const done: string[] = [];
  const press = (...events: readonly string[]) => {
    for (const event of events) page.dispatchEvent(new Event(event));
  };
  return { page, done, press, after: (name: string) => afterPress(() => done.push(name)) };
};

beforeEach(() => vi.useFakeTimers());
afterEach(() => {
  vi.useRealTimers();
  vi.unstubAllGlobals();
});

test('[L1.54] without a press it is done at once', async () => {
  const { done, after } = await newPage();
  after('left by the keyboard');
  expect(done).toEqual(['left by the keyboard']);
});

test('[L1.54] during a press it is done once, after the click was given out', async () => {
  const { done, press, after } = await newPage();
  after('first');
  press('pointerdown');
  after('left by a press');
  press('pointerup');
  expect(done).toEqual(['first']);
  press('click');
  expect(done).toEqual(['first']);
  vi.advanceTimersByTime(0);
  expect(done).toEqual(['first', 'left by a press']);
  press('pointerdown', 'pointerup', 'click');
  vi.runAllTimers();
  expect(done).toEqual(['first', 'left by a press']);
});

test.each(['pointercancel', 'blur', 'dragend'])('[L1.54] a press that ends by %s holds nothing back', async (end) => {
  const { done, press, after } = await newPage();
  after('first');
  press('pointerdown');
  after('second');
  press(end);
  vi.runAllTimers();
  expect(done).toEqual(['first', 'second']);
});

test('[L1.54] the field that loses the focus by the press does not end it', async () => {
  const { done, press, after, page } = await newPage();
  after('first');
  press('pointerdown');
  after('left by a press');
  const blur = new Event('blur');
  Object.defineProperty(blur, 'target', { value: new EventTarget() });
  page.dispatchEvent(blur);
  vi.runAllTimers();
  expect(done).toEqual(['first']);
});

test('[L1.54] a press without a click, and one that follows at once, are told apart', async () => {
  const { done, press, after } = await newPage();
  after('first');
  press('pointerdown', 'pointerup');
  after('second');
  press('pointerdown');
  vi.runAllTimers();
  expect(done).toEqual(['first']);
  press('pointerup');
  vi.runAllTimers();
  expect(done).toEqual(['first', 'second']);
});
