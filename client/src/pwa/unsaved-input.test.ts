import { expect, test, vi } from 'vitest';
import { hasUnsavedInput, holdUnsavedInput, onUnsavedInputChange } from './unsaved-input.ts';

test('input is unsaved until the last holder lets go', () => {
  expect(hasUnsavedInput()).toBe(false);
  const releaseNote = holdUnsavedInput();
  const releaseGist = holdUnsavedInput();
  releaseNote();
  expect(hasUnsavedInput()).toBe(true);
  releaseGist();
  expect(hasUnsavedInput()).toBe(false);
});

test('a listener hears holding and letting go, and nothing after its end', () => {
  const heard = vi.fn<() => void>();
  const stop = onUnsavedInputChange(heard);
  holdUnsavedInput()();
  expect(heard).toHaveBeenCalledTimes(2);
  stop();
  holdUnsavedInput()();
  expect(heard).toHaveBeenCalledTimes(2);
});
