import type { EvidenceGrade, Grade } from '@banso/shared/evidence/grade.ts';
import type { Finding } from '@banso/shared/rules/finding.ts';
import { type MarkedState, StateMark } from '../../ui/state-mark.tsx';
import { type SignatureState, type Weight, weightOf } from './judge-visit.ts';
import { messages } from './messages.ts';

/** 承認不可 1・注意 2: how many findings weigh how much on the approval. */
export function FindingCounts({ findings }: { readonly findings: readonly Finding[] }) {
  const weights = findings.map(weightOf);
  const shown = COUNTED.filter((weight) => weights.includes(weight));
  if (shown.length === 0) return <span>{messages.noFindings}</span>;
  return (
    <span className="desk-marks">
      {shown.map((weight) => (
        <StateMark key={weight} state={stateByWeight[weight]}>
          {messages.weightCount(messages.weights[weight], weights.filter((one) => one === weight).length)}
        </StateMark>
      ))}
    </span>
  );
}

export function SignatureMark({ signature }: { readonly signature: SignatureState }) {
  return <StateMark state={stateBySignature[signature]}>{messages.signatures[signature]}</StateMark>;
}

export function GradeMark({ grade }: { readonly grade: EvidenceGrade | null }) {
  if (!grade) return null;
  return <StateMark state={stateByGrade[grade.grade]}>{messages.gradeOf(messages.gradeShort[grade.grade])}</StateMark>;
}

/** Most severe first. */
const COUNTED: readonly Weight[] = ['blocks', 'warns', 'informs', 'released'];

const stateByWeight: Readonly<Record<Weight, MarkedState>> = {
  blocks: 'refused',
  warns: 'needsYou',
  informs: 'consistent',
  released: 'sent',
  other: 'consistent',
};

const stateBySignature: Readonly<Record<SignatureState, MarkedState>> = {
  stands: 'signed',
  fallen: 'refused',
  none: 'unsigned',
};

const stateByGrade: Readonly<Record<Grade, MarkedState>> = { A: 'proven', B: 'consistent', C: 'declared' };
