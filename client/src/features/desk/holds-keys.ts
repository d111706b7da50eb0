/** Where keys have a meaning of their own, or would throw away what is being written. */
export const holdsKeys = (target: EventTarget | null): boolean =>
  target instanceof Element && target.closest('input, textarea, select, form, dialog') !== null;
