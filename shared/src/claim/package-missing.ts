import type { Engagement } from '../engagement/engagement.ts';
import type { EngagementInvoice } from '../engagement/engagement-invoice.ts';
import type { OtherVisit } from '../operation/context.ts';
import type { RuleSet } from '../rules/rule-set.ts';
import type { Day } from '../time/day.ts';
import { wareki } from '../time/wareki.ts';
import { closingOf, maySignClosing } from './closing-rows.ts';
import { claimOf, filedInTime } from './claim-of.ts';
import { currentInvoice } from './current-invoice.ts';
import { invoiceStands } from './draft-invoice.ts';

/** Something the final package still lacks: a code, what it is in words, and the article that asks for it. */
export type Missing = { readonly code: MissingCode; readonly what: string; readonly article: string };
export type MissingCode =
  | 'final-report'
  | 'visits'
  | 'fare'
  | 'invoice'
  | 'invoice-fallen'
  | 'statement'
  | 'closing'
  | 'closing-fallen'
  | 'closing-signer'
  | 'account';

export type PackageGiven = {
  readonly engagement: Engagement;
  readonly ruleSet: RuleSet;
  readonly otherVisits: readonly OtherVisit[];
  readonly today: Day;
  /** Whether 様式第4号 was handed in, and whether a version of 様式第6号 is named. */
  readonly finalReport: boolean;
  readonly account: boolean;
};

/** Everything that keeps the final package a 下書き, in the order in which it is mended. Empty: it may be handed in. */
export const missingForPackage = (given: PackageGiven): readonly Missing[] => {
  const { finalReport, account } = given;
  return [
    ...missingVisits(given),
    ...(finalReport
      ? []
      : [missing('final-report', '支援事業終了報告書（様式第4号）が提出されていません。', '契約書第4条')]),
    ...missingInvoice(given),
    ...missingClosing(given.engagement),
    ...(account ? [] : [missing('account', '口座確認票（様式第6号）が作られていません。', '契約書第4条・様式第6号')]),
  ];
};

const missing = (code: MissingCode, what: string, article: string): Missing => ({ code, what, article });

/** F-3-1-三: every visit that is claimed has its approved report, and waits for nobody. */
const missingVisits = ({ engagement, ruleSet, otherVisits, today }: PackageGiven): readonly Missing[] => {
  const { claims } = claimOf({
    engagement,
    ruleSet,
    otherVisits,
    issuer: currentInvoice(engagement)?.issuer ?? NOBODY,
    payee: { contract: 'individual', account: 'individual' },
    filing: filedInTime(ruleSet),
    // The papers can be handed in whatever is decided about their payment.
    stops: 'setAside',
    today,
  });
  return claims.flatMap(({ visit, state, why, travel }): readonly Missing[] => {
    const which = visit.time ? wareki(visit.time.on) : '';
    const [first] = why;
    return [
      ...(state === 'held' && first ? [missing('visits', `${which}の回：${first.what}`, first.article)] : []),
      ...(travel?.held ? [missing('fare', `${which}の旅費：${travel.held.what}`, travel.held.article)] : []),
    ];
  });
};

const NOBODY = { rounding: 'floor', registration: null, showsReferenceTax: false } as const;

const missingInvoice = (given: PackageGiven): readonly Missing[] => {
  const invoice = currentInvoice(given.engagement);
  if (!invoice) return [missing('invoice', '請求書（様式第5号）が作られていません。', '契約書第4条・様式第5号')];
  if (!invoiceStands(given, invoice))
    return [
      missing(
        'invoice-fallen',
        `請求書 ${invoice.number} の後に、訪問の内容が変わりました。訂正した請求書を作ってください。`,
        '消費税法第57条の4第4項',
      ),
    ];
  return isConfirmedStatement(invoice)
    ? []
    : [missing('statement', `仕入明細書 ${invoice.number} を、専門家が確認していません。`, '消費税法第30条第9項第3号')];
};

const isConfirmedStatement = ({ maker, confirmed }: EngagementInvoice): boolean =>
  maker === 'expert' || confirmed !== null;

const missingClosing = (engagement: Engagement): readonly Missing[] => {
  const closing = closingOf(engagement);
  const article = '様式第5号 署名欄';
  if (!closing) return [missing('closing', '支援事業者の確認（全部の回の署名）がありません。', article)];
  if (!closing.stands)
    return [
      missing(
        'closing-fallen',
        '支援事業者が署名した後に、支援の内容が変わりました。もう一度署名をいただいてください。',
        article,
      ),
    ];
  return maySignClosing(engagement, closing.confirmation)
    ? []
    : [
        missing(
          'closing-signer',
          `${closing.confirmation.signer.name}さんの委任が登録されていません。事務局に登録を依頼するか、代表者に署名していただいてください。`,
          article,
        ),
      ];
};
