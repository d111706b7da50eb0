import { type Confirmation, strokesOf } from '@banso/shared/evidence/confirmation.ts';
import { VISIT_FIELD_LABELS } from '@banso/shared/engagement/visit-fields.ts';
import type { Visit } from '@banso/shared/engagement/visit.ts';
import { type Run, sharedRuns } from '@banso/shared/lib/text-likeness.ts';
import type { LikeStrokes, LikeText, VisitRef } from '@banso/shared/operation/context.ts';
import type { Finding } from '@banso/shared/rules/finding.ts';
import { monthAndDay } from '@banso/shared/time/wareki.ts';
import type { ReactNode } from 'react';
import { ButtonLink } from '../../ui/button.tsx';
import { StrokesImage } from '../../ui/strokes-image.tsx';
import { useDeskPaths } from './desk-paths.ts';
import type { DeskRow } from './desk-rows.ts';
import { messages } from './messages.ts';

type Shown = { readonly row: DeskRow; readonly finding: Finding };

/** What a finding compared, beside each other, so that a person can judge; and what could not be looked at. */
export function ComparedHere({ row, finding }: Shown) {
  const { likeTexts, likeStrokes } = row.judged.facts;
  if (!COMPARING.includes(finding.code)) return null;
  return (
    <>
      {finding.code === 'similar-text' &&
        likeTexts.slice(0, PAIRS).map((like) => <Passages key={`${like.visit}/${like.field}`} row={row} like={like} />)}
      {finding.code === 'same-strokes' &&
        likeStrokes.slice(0, 1).map((like) => <Signatures key={like.confirmation} row={row} like={like} />)}
      <p className="hint">{messages.comparedScope}</p>
    </>
  );
}

/** Findings that need a person's look and nothing else. */
export const LOOKED_AT: readonly string[] = ['similar-text', 'same-strokes', 'short-way'];

/** Findings that look at the same expert's other visits. */
const COMPARING: readonly string[] = [...LOOKED_AT, 'overlap'];

/** More than these say nothing new. */
const PAIRS = 3;

function Passages({ row, like }: { readonly row: DeskRow; readonly like: LikeText }) {
  const other = workOf(row, like)?.visits[like.visit];
  if (!other) return null;
  const [mine, theirs] = [row.visit.fields[like.field], other.fields[like.field]];
  const label = VISIT_FIELD_LABELS[like.field];
  return (
    <Pair
      here={<Passage runs={sharedRuns(mine, theirs)} />}
      there={<Passage runs={sharedRuns(theirs, mine)} />}
      title={messages.passageOf(label)}
      other={{ like, visit: other }}
    />
  );
}

function Signatures({ row, like }: { readonly row: DeskRow; readonly like: LikeStrokes }) {
  const work = workOf(row, like);
  const [mine, theirs] = [row.judged.newest, work?.confirmations[like.confirmation]];
  const other = work?.visits[like.visit];
  if (!mine || !theirs || !other) return null;
  return (
    <Pair
      here={<Drawn confirmation={mine} />}
      there={<Drawn confirmation={theirs} />}
      title={messages.signaturesBeside}
      other={{ like, visit: other }}
    />
  );
}

type PairProps = {
  readonly title: string;
  readonly here: ReactNode;
  readonly there: ReactNode;
  readonly other: { readonly like: VisitRef; readonly visit: Visit };
};

function Pair({ title, here, there, other: { like, visit } }: PairProps) {
  const { review } = useDeskPaths();
  const name = messages.visitOf(like.company, like.number, visit.time ? monthAndDay(visit.time.on) : '');
  return (
    <section className="compared" aria-label={title}>
      <figure>
        <figcaption>{messages.thisVisit}</figcaption>
        {here}
      </figure>
      <figure>
        <figcaption>{name}</figcaption>
        {there}
        <ButtonLink look="text" href={review(like)}>
          {messages.openVisit}
        </ButtonLink>
      </figure>
    </section>
  );
}

function Passage({ runs }: { readonly runs: readonly Run[] }) {
  return (
    <p className="review__text">
      {runs.map(({ at, text, shared }) => (shared ? <mark key={at}>{text}</mark> : <span key={at}>{text}</span>))}
    </p>
  );
}

function Drawn({ confirmation }: { readonly confirmation: Confirmation }) {
  const strokes = strokesOf(confirmation);
  return strokes && <StrokesImage strokes={strokes} label={messages.signatureOf(confirmation.signer.name)} />;
}

/** The engagement that a finding points at, if this desk holds it. */
const workOf = ({ view }: DeskRow, { engagement }: VisitRef) =>
  engagement === view.id ? view.engagement : view.elsewhere.find((work) => work.engagement === engagement);
