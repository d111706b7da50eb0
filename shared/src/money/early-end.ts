import {
  type ContractEnding,
  contractOfDay,
  type CrimeEnding,
  endingOf,
  isCrimeEnding,
} from '../engagement/contract-paper.ts';
import type { VisitFacts } from '../rules/finding.ts';
import type { RuleSet } from '../rules/rule-set.ts';
import { wareki } from '../time/wareki.ts';
import type { Step } from './step.ts';

/** What the early end of its contract makes of a visit that was held until then. */
export type EarlyEnd = { readonly state: 'payable' | 'held' | 'notPayable'; readonly step: Step };

/**
 * A contract that ended before its time is paid for what was carried out until its last day: 解約 and 解除 take nothing away that
 * was done. After an end because of organized crime somebody decides first. Null where the visit's contract did not end early.
 * Source: 契約書第7条, 第8条, 第11条; requirements 2.7 C28, C29.
 */
export const judgeEarlyEnd = (ruleSet: RuleSet, { engagement, visit }: VisitFacts): EarlyEnd | null => {
  const contract = visit.time && contractOfDay(engagement, visit.time.on);
  const ending = contract && endingOf(engagement, contract);
  if (!ending) return null;
  return isCrimeEnding(ending) ? ofCrime(ruleSet, ending) : { state: 'payable', step: stepOf(ruleSet, ending) };
};

const stepOf = ({ contract: rules }: RuleSet, ending: ContractEnding): Step =>
  ending.how === 'terminated'
    ? {
        what: '契約は途中で解約。最後の日までに実施し、確認できた回を支払う',
        figures: `${wareki(ending.endsOn)}まで`,
        article: rules?.terminationArticle ?? SETTING,
      }
    : {
        what: '契約は途中で解除。その日までに実施し、確認できた回を支払う',
        figures: `${wareki(ending.on)}まで`,
        article: rules?.cancellationArticle ?? SETTING,
      };

const ofCrime = ({ contract: rules }: RuleSet, { on, ground, payment }: CrimeEnding): EarlyEnd => {
  const article = rules?.organizedCrimeArticle ?? SETTING;
  const ended = `${wareki(on)}に解除、警察本部の通知 ${ground.policeNumber}（${wareki(ground.policeOn)}）`;
  if (!payment)
    return {
      state: 'held',
      step: { what: '暴力団等の排除による解除。支払うかどうかの決定を待つ', figures: ended, article },
    };
  const { pays, reason, decisionNumber } = payment;
  return {
    state: pays ? 'payable' : 'notPayable',
    step: {
      what: `暴力団等の排除による解除の後、${pays ? '支払う' : '支払わない'}と決定：${reason}`,
      figures: `${ended}、決裁番号 ${decisionNumber}`,
      article,
    },
  };
};

const SETTING = '事業の設定';
