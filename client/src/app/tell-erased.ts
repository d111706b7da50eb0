import type { ProblemCode } from '@banso/shared/protocol/problems.ts';
import { dropErased, type ErasedWord } from '../store/erase-device.ts';
import type { Owner } from '../store/open-device.ts';
import type { AppPorts } from './browser.ts';

/** How the office took the word of an erased device. `nobody`: it does not know of the order any more. */
export type Told = 'told' | 'nobody' | 'later';

/** Gives the office this device's word that it is erased. No word: another tab has given it. */
export const tellErased = async (word: ErasedWord | null, { devices }: Pick<AppPorts, 'devices'>): Promise<Told> => {
  const answer = word ? await devices.confirmErased(word) : { answer: null };
  if ('answer' in answer) return 'told';
  return 'problem' in answer && NOBODY_WAITS.includes(answer.problem) ? 'nobody' : 'later';
};

/** The server does not know of the order any more (it was restored): there is nobody to tell. */
const NOBODY_WAITS: readonly ProblemCode[] = ['device_unknown', 'device_not_revoked', 'bad_signature'];

/** One at a time in all tabs of a browser: whoever looks into a database that another is removing makes it anew. */
export const lookingAfter = <Answer>(
  { locks }: Pick<AppPorts, 'locks'>,
  work: () => Promise<Answer>,
): Promise<Answer> => locks.whileHeld('banso-signed-out', work);

/** The office has the word: nothing here says any more that this person was here. Within `lookingAfter`. */
export const forgetErased = async (
  owner: Pick<Owner, 'tenant' | 'person'>,
  { store, signIns }: Pick<AppPorts, 'store' | 'signIns'>,
): Promise<void> => {
  await dropErased(owner, store);
  await signIns.drop(owner);
};
