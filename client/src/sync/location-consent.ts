import type { ClientStore } from '../store/client-store.ts';

const KEY = 'location-consent';

/** Whether this person lets this device measure distances at all; each visit is asked besides (requirements 3.5). */
export const hasLocationConsent = async (store: ClientStore): Promise<boolean> => (await store.draft(KEY)) === true;

export const setLocationConsent = (store: ClientStore, given: boolean): Promise<'saved' | 'failed'> =>
  store.saveDraft(KEY, given);
