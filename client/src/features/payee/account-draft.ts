import { cleanText } from '@banso/shared/lib/text.ts';
import { toTransferKana } from '@banso/shared/money/transfer/kana.ts';
import { YUCHO_BANK, yuchoAccount } from '@banso/shared/money/transfer/yucho.ts';
import type { BodyOf } from '@banso/shared/operation/register.ts';
import { writtenHolder } from '@banso/shared/payee/holder.ts';
import type { PassbookPicture, PassbookView } from '@banso/shared/payee/passbook-picture.ts';
import { type AccountVersion, type Payee, stateOfAccount } from '@banso/shared/payee/payee.ts';
import { messages } from './messages.ts';

/** What is typed on the account screen, kept as a draft at every key. */
export type AccountDraft = Readonly<
  Record<
    | 'where'
    | 'bankCode'
    | 'bankName'
    | 'bankKana'
    | 'branchCode'
    | 'branchName'
    | 'branchKana'
    | 'byHand'
    | 'note'
    | 'symbol'
    | 'yuchoNumber'
    | 'type'
    | 'number'
    | 'holder'
    | 'name'
    | 'kana'
    | 'address'
    | 'telephone'
    | 'proof',
    string
  >
>;

type Known = {
  readonly name: string;
  readonly kana: string;
  /** Of the newest contract; '' without one. */
  readonly address: string;
  readonly last: AccountVersion | null;
};

/**
 * What is known already stands there: name and reading of the person, the address of the contract; address and telephone of the last
 * account, and all of it where that account was sent back to be mended.
 */
export const blankDraft = ({ name, kana, address, last }: Known): AccountDraft => ({
  ...EMPTY,
  name: last?.name ?? name,
  kana: last?.kana ?? kana,
  address: last?.address ?? address,
  telephone: last?.telephone ?? '',
  ...(last && stateOfAccount(last) === 'sentBack' ? draftOf(last) : {}),
});

const draftOf = ({ bank, branch, byHand, type, number, yucho, holder }: AccountVersion): Partial<AccountDraft> => ({
  ...(yucho
    ? { where: 'yucho', symbol: yucho.symbol, yuchoNumber: yucho.number }
    : {
        bankCode: bank.code,
        bankName: bank.name,
        bankKana: bank.kana,
        branchCode: branch.code,
        branchName: branch.name,
        branchKana: branch.kana,
        byHand: byHand === null ? '' : '1',
        note: byHand ?? '',
        number,
      }),
  type: String(type),
  holder,
});

const EMPTY: AccountDraft = {
  where: 'bank',
  bankCode: '',
  bankName: '',
  bankKana: '',
  branchCode: '',
  branchName: '',
  branchKana: '',
  byHand: '',
  note: '',
  symbol: '',
  yuchoNumber: '',
  type: '1',
  number: '',
  holder: '',
  name: '',
  kana: '',
  address: '',
  telephone: '',
  proof: 'passbook',
};

/** Which pictures an account needs: both pages of the passbook, or the bank's own screen (FY6-10). */
export const viewsOf = ({ proof }: Pick<AccountDraft, 'proof'>): readonly PassbookView[] =>
  proof === 'screen' ? ['screen'] : ['cover', 'inside'];

/** The newest picture of each of these views. */
export const picturesToName = (
  { pictures }: Pick<Payee, 'pictures'>,
  views: readonly PassbookView[],
): readonly PassbookPicture[] =>
  views.flatMap(
    (view) =>
      Object.values(pictures)
        .filter(({ shows, removed, erased }) => shows === view && removed === null && !erased)
        .toSorted((a, b) => (a.id < b.id ? 1 : -1))[0] ?? [],
  );

export type DraftField = keyof AccountDraft | 'pictures';
export type DraftErrors = Partial<Readonly<Record<DraftField, string>>>;

type Body = Omit<BodyOf['account-registered@1'], 'account'>;

/** What the draft comes to: the account to register, or what is wrong with each field. */
export const accountOf = (
  draft: AccountDraft,
  pictures: readonly PassbookPicture[],
): { readonly body: Body } | { readonly errors: DraftErrors } => {
  const place = draft.where === 'yucho' ? yuchoPlace(draft) : bankPlace(draft);
  const holder = writtenHolder(cleanText(draft.holder));
  const errors: DraftErrors = {
    ...('errors' in place ? place.errors : {}),
    ...holderErrors(holder),
    ...blankErrors(draft),
    ...(isTelephone(draft.telephone) ? {} : { telephone: messages.errorTelephone }),
    ...(pictures.length === viewsOf(draft).length ? {} : { pictures: messages.errorPictures(draft.proof) }),
  };
  if ('errors' in place || Object.keys(errors).length > 0) return { errors };
  return {
    body: {
      ...place,
      holder,
      name: trimmed(draft.name),
      kana: trimmed(draft.kana),
      address: trimmed(draft.address),
      telephone: narrow(draft.telephone),
      pictures: pictures.map(({ id }) => id),
    },
  };
};

type Place = Pick<Body, 'bank' | 'branch' | 'byHand' | 'type' | 'number' | 'yucho'>;
type PlaceOrErrors = Place | { readonly errors: DraftErrors };

const yuchoPlace = ({ symbol, yuchoNumber }: AccountDraft): PlaceOrErrors => {
  const made = yuchoAccount(symbol, yuchoNumber);
  if ('code' in made)
    return {
      errors:
        made.code === 'check-digit'
          ? { symbol: messages.errorYuchoCheck }
          : symbol.trim() === ''
            ? { symbol: messages.errorBlank }
            : { yuchoNumber: messages.errorYucho },
    };
  return {
    bank: { code: YUCHO_BANK, name: messages.yuchoBank, kana: 'ユウチヨ' },
    branch: { code: made.branch, name: inKanji(made.branch), kana: made.branchKana.normalize('NFKC') },
    byHand: null,
    // 記号 beginning with 1 or 0: nothing but 普通 and 当座 comes of it.
    type: made.type === 2 ? 2 : 1,
    number: made.number,
    yucho: { symbol: narrow(symbol), number: narrow(yuchoNumber) },
  };
};

/** 四〇八: how ゆうちょ writes the names of its branches. */
const inKanji = (digits: string): string =>
  digits.replace(/\d/g, (digit) => '〇一二三四五六七八九'.charAt(Number(digit)));

const bankPlace = (draft: AccountDraft): PlaceOrErrors => {
  const byHand = draft.byHand !== '';
  const number = narrow(draft.number).replace(/[\s-]/g, '');
  const bank = { code: narrow(draft.bankCode), name: trimmed(draft.bankName), kana: kanaOf(draft.bankKana) };
  const branch = { code: narrow(draft.branchCode), name: trimmed(draft.branchName), kana: kanaOf(draft.branchKana) };
  const errors: DraftErrors = {
    ...(bank.code === '' || bank.name === '' ? { bankCode: messages.errorBank } : {}),
    ...(bank.code !== '' && !/^\d{4}$/.test(bank.code) ? { bankCode: messages.errorBankCode } : {}),
    ...(bank.code === YUCHO_BANK ? { bankCode: messages.errorIsYucho } : {}),
    ...(branch.code === '' || branch.name === '' ? { branchCode: messages.errorBranch } : {}),
    ...(branch.code !== '' && !/^\d{3}$/.test(branch.code) ? { branchCode: messages.errorBranchCode } : {}),
    ...(byHand ? handErrors(draft) : {}),
    ...(/^\d{1,7}$/.test(number) ? {} : { number: messages.errorNumber }),
  };
  if (Object.keys(errors).length > 0) return { errors };
  return {
    bank,
    branch,
    byHand: byHand ? trimmed(draft.note) : null,
    type: draft.type === '2' ? 2 : 1,
    number: number.padStart(7, '0'),
    yucho: null,
  };
};

const handErrors = ({ bankKana, branchKana, note }: AccountDraft): DraftErrors => ({
  ...(isKana(bankKana) ? {} : { bankKana: messages.errorKana }),
  ...(isKana(branchKana) ? {} : { branchKana: messages.errorKana }),
  ...(note.trim() === '' ? { note: messages.errorNote } : {}),
});

const isKana = (text: string): boolean => text.trim() !== '' && toTransferKana(text).refused.length === 0;

/** 受取人名 of a transfer file. */
const MOST_HOLDER_CHARACTERS = 30;

const holderErrors = (holder: string): DraftErrors => {
  const { kana, refused } = toTransferKana(holder);
  if (kana === '') return { holder: messages.errorBlank };
  if (refused.length > 0) return { holder: messages.errorHolder(refused.join('、')) };
  return kana.length > MOST_HOLDER_CHARACTERS ? { holder: messages.errorHolderLong(kana.length) } : {};
};

const blankErrors = (draft: AccountDraft): DraftErrors =>
  Object.fromEntries(
    (['name', 'kana', 'address', 'telephone'] as const)
      .filter((field) => draft[field].trim() === '')
      .map((field) => [field, messages.errorBlank]),
  );

const isTelephone = (text: string): boolean => text.trim() === '' || /^[0-9+()\- ]{1,30}$/.test(narrow(text));

const trimmed = (text: string): string => cleanText(text).trim();
const narrow = (text: string): string => trimmed(text).normalize('NFKC');
/** Reading of a place as the form keeps it: as typed or listed, in full width. */
const kanaOf = (text: string): string => trimmed(text).normalize('NFKC');
