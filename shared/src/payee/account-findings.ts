import { toTransferKana } from '../money/transfer/kana.ts';
import type { PayeeKind } from '../money/withholding.ts';
import { type Difference, type DifferenceCode, differencesOf, type PartyName } from './account-differences.ts';
import { isCorporateHolder } from './corporate-holder.ts';
import { type AccountVersion, isTaxChecked, kindOf, newestAccount, type Payee, stateOfAccount } from './payee.ts';

/** Something about an account or its payee: `wait` where somebody has still to do something. Each with its article and its mend. */
export type AccountFinding = {
  readonly code: DifferenceCode | 'no-account' | 'not-verified' | 'sent-back' | 'kind-undecided' | 'non-resident';
  readonly severity: Difference['severity'] | 'wait';
  readonly label: string;
  readonly reason: string;
  readonly mend: string;
  readonly source: string;
};

type Written = Pick<AccountVersion, 'holder' | 'kana' | 'name' | 'byHand'>;

/** The differences of an account in words. */
export const findingsOfAccount = (account: Written, kind: PayeeKind, party: PartyName): readonly AccountFinding[] =>
  differencesOf(account, kind, party).map(({ code, severity }) => ({
    code,
    severity,
    ...WORDS[code](account, party?.name ?? ''),
  }));

/**
 * Why this person cannot be paid into the newest account now; empty: it may be paid. What accounting released with its verification
 * no longer speaks against it; a difference of kind is never released (requirements 0 item 7).
 */
export const findingsOfPayee = (payee: Payee | null, party: PartyName): readonly AccountFinding[] => {
  const kind = payee ? kindOf(payee) : 'undecided';
  const account = payee && newestAccount(payee);
  return [...waitingFor(kind, payee), ...(account ? ofVersion(account, kind, party) : [NO_ACCOUNT])];
};

const ofVersion = (account: AccountVersion, kind: PayeeKind, party: PartyName): readonly AccountFinding[] => {
  const state = stateOfAccount(account);
  const released = state === 'verified' && account.checks.at(-1)?.released === true;
  return [
    ...(state === 'verified' ? [] : [state === 'sentBack' ? SENT_BACK : NOT_VERIFIED]),
    ...findingsOfAccount(account, kind, party).filter(({ severity }) => severity === 'block' || !released),
  ];
};

const waitingFor = (kind: PayeeKind, payee: Payee | null): readonly AccountFinding[] => {
  if (kind === 'undecided') return [UNDECIDED];
  return kind === 'nonResident' && !(payee && isTaxChecked(payee)) ? [NON_RESIDENT] : [];
};

const FORM = '要領第6条・様式第6号';

type Words = Pick<AccountFinding, 'label' | 'reason' | 'mend' | 'source'>;

const WORDS: Readonly<Record<DifferenceCode, (account: Written, party: string) => Words>> = {
  'kind-differs': ({ holder }) => {
    const corporate = isCorporateHolder(holder);
    return {
      label: '受託者の区分と口座名義が一致しない',
      reason: corporate
        ? '受託者は個人ですが、法人名義の口座です。源泉徴収の要否が変わるため、支払えません。'
        : '受託者は法人ですが、個人名義の口座です。源泉徴収の要否が変わるため、支払えません。',
      mend: corporate
        ? '専門家に、本人名義の口座を登録してもらってください。契約の相手が法人なら、区分の決定を見直してください。'
        : '専門家に、法人名義の口座を登録してもらってください。契約の相手が個人なら、区分の決定を見直してください。',
      source: '所得税法第204条・様式第6号（個人口座名義人名）',
    };
  },
  'holder-differs': (account) => ({
    label: '名義が本人の名前とちがう',
    reason: `${namesOf(account)}がちがいます。`,
    mend: '専門家に、フリガナと口座名義を通帳のとおりに直してもらってください。ほかの人の口座には支払えません。',
    source: FORM,
  }),
  'holder-spacing': (account) => ({
    label: '名義の空白がちがう',
    reason: `${namesOf(account)}は、空白だけがちがいます。`,
    mend: '通帳の内側のとおりか、写しを見て確かめてください。',
    source: FORM,
  }),
  'holder-trade-name': (account) => ({
    label: '屋号などが付いた名義',
    reason: `${namesOf(account)}では、名義のほうにほかの文字が付いています。`,
    mend: '通帳の内側のとおりの屋号か、写しを見て確かめてください。',
    source: FORM,
  }),
  'name-differs': ({ name }, party) => ({
    label: '登録の名前とちがう',
    reason: `口座確認票は「${name}」、専門家の登録は「${party}」です。`,
    mend: '字体だけのちがいか、写しと契約書を見て確かめてください。',
    source: `${FORM}（個人名）`,
  }),
  'bank-by-hand': ({ byHand }) => ({
    label: '金融機関・支店が一覧にない',
    reason: `一覧から選ばずに書かれています（理由：${byHand ?? ''}）。`,
    mend: '通帳の写しで、銀行・支店の番号と名前を確かめてください。',
    source: FORM,
  }),
};

const namesOf = ({ holder, kana }: Written): string =>
  `口座名義「${toTransferKana(holder).kana}」とフリガナ「${toTransferKana(kana).kana}」`;

const UNDECIDED: AccountFinding = {
  code: 'kind-undecided',
  severity: 'wait',
  label: '税務確認中',
  reason: '受託者が個人か法人かを、経理がまだ決めていません。',
  mend: '区分を、理由とともに決めてください。',
  source: '所得税法第204条',
};

const NON_RESIDENT: AccountFinding = {
  code: 'non-resident',
  severity: 'wait',
  label: '非居住者：要税務確認',
  reason: '海外に住む方への支払は、国内源泉所得か、租税条約の適用があるかを確かめる必要があります。',
  mend: '税務署か税理士に確かめ、国内源泉所得に当たり、租税条約による軽減がないときは、その結果を記録してください。20.42％を源泉徴収して支払えます。',
  source: '所得税法第212条・租税条約',
};

const NO_ACCOUNT: AccountFinding = {
  code: 'no-account',
  severity: 'wait',
  label: '口座確認票が出ていない',
  reason: '振込口座がまだ登録されていません。',
  mend: '専門家に、口座の登録を依頼してください。',
  source: FORM,
};

const NOT_VERIFIED: AccountFinding = {
  code: 'not-verified',
  severity: 'wait',
  label: '口座を確かめていない',
  reason: '経理が、口座を通帳の写しと見比べていません。',
  mend: '口座の画面で、写しと見比べてください。',
  source: FORM,
};

const SENT_BACK: AccountFinding = {
  code: 'sent-back',
  severity: 'wait',
  label: '口座を差し戻した',
  reason: '専門家が口座を直すのを待っています。',
  mend: '直した口座が届いたら、写しと見比べてください。',
  source: FORM,
};
