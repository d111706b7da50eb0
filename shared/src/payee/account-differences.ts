import { toTransferKana } from '../money/transfer/kana.ts';
import type { PayeeKind } from '../money/withholding.ts';
import { isCorporateHolder } from './corporate-holder.ts';
import type { AccountVersion } from './payee.ts';

export type DifferenceCode =
  | 'kind-differs'
  | 'holder-differs'
  | 'holder-spacing'
  | 'holder-trade-name'
  | 'name-differs'
  | 'bank-by-hand';

/** `block`: nobody is paid into it as it is. `release`: accounting may pass it with a reason, having seen the passbook. */
export type Difference = { readonly code: DifferenceCode; readonly severity: 'block' | 'release' };

/** What accounting compares an account with: the name in the contract; null where it is not at hand. */
export type PartyName = { readonly name: string } | null;

/**
 * What speaks against an account as it is written, before anybody looked at the passbook: who is paid and whose account it is are of
 * two kinds, the holder is not the person, bank or branch were written by hand. Apart from its words, because every phone
 * that records an account decides by it.
 */
export const differencesOf = (
  account: Pick<AccountVersion, 'holder' | 'kana' | 'name' | 'byHand'>,
  kind: PayeeKind,
  party: PartyName,
): readonly Difference[] => [
  ...ofKind(account.holder, kind),
  ...ofHolder(account, kind),
  ...(party && kind === 'individual' && folded(account.name) !== folded(party.name) ? [RELEASED('name-differs')] : []),
  ...(account.byHand === null ? [] : [RELEASED('bank-by-hand')]),
];

const ofKind = (holder: string, kind: PayeeKind): readonly Difference[] =>
  kind === 'undecided' || isCorporateHolder(holder) === (kind === 'corporation') ? [] : [BLOCKED('kind-differs')];

const ofHolder = (
  { holder, kana }: Pick<AccountVersion, 'holder' | 'kana'>,
  kind: PayeeKind,
): readonly Difference[] => {
  const [written, own] = [toTransferKana(holder).kana, toTransferKana(kana).kana];
  // Whether a corporation's account is its own, its kind and its name in the contract say.
  if (written === own || kind === 'corporation') return [];
  const [tight, tightOwn] = [written.replaceAll(' ', ''), own.replaceAll(' ', '')];
  if (tight === tightOwn) return [RELEASED('holder-spacing')];
  return [tightOwn !== '' && tight.includes(tightOwn) ? RELEASED('holder-trade-name') : BLOCKED('holder-differs')];
};

const BLOCKED = (code: DifferenceCode): Difference => ({ code, severity: 'block' });
const RELEASED = (code: DifferenceCode): Difference => ({ code, severity: 'release' });

const folded = (name: string): string => name.normalize('NFKC').replace(/\s/g, '');
