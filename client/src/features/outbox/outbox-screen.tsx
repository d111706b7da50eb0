import { expertInCharge } from '@banso/shared/engagement/team.ts';
import { useState } from 'react';
import type { EngagementView, HeldPhoto, OutboxEntry } from '../../store/client-store.ts';
import type { Unopened } from '../../store/local-records.ts';
import { isNotCarriedOut, needingAttention } from '../../sync/attention.ts';
import { useBanso, useQuery, useSyncStatus } from '../../sync/banso-context.tsx';
import { useNow } from '../../sync/use-now.ts';
import { Button } from '../../ui/button.tsx';
import { Notice } from '../../ui/notice.tsx';
import { Row, Rows } from '../../ui/row.tsx';
import { StateMark } from '../../ui/state-mark.tsx';
import { timeAgo } from '../time-ago.ts';
import { AttentionCard, waitingBehind } from './attention-card.tsx';
import { ConflictCard } from './conflict-card.tsx';
import { draftPlaces } from './draft-places.ts';
import { entryPlace, type ViewsById } from './entry-place.ts';
import { ExportSection } from './export-section.tsx';
import { OwnPlace } from '../own-place.tsx';
import { messages } from './messages.ts';
import { PhotoCard, PhotosSection } from './photos-section.tsx';
import { whenWords } from './when-words.ts';
import './outbox.css';

/** The newest receipts; older ones on request. */
const SENT_SHOWN = 20;

/** 送信状況・要対応: what needs a hand, what waits and since when, and what the server has received. */
export function OutboxScreen() {
  const { me } = useBanso();
  const answer = useQuery(async (store) => {
    const [entries, views, photos] = await Promise.all([store.outbox(), store.engagements(), store.heldPhotos()]);
    return { entries, attention: needingAttention(entries), views, photos, unopened: await store.unopened() };
  }, []);
  return (
    <OwnPlace title={messages.title} current="outbox">
      {answer && <Sections {...answer} expert={me.person} />}
    </OwnPlace>
  );
}

type SectionsProps = {
  readonly entries: readonly OutboxEntry[];
  readonly attention: readonly OutboxEntry[];
  readonly views: readonly EngagementView[];
  readonly photos: readonly HeldPhoto[];
  readonly unopened: Unopened;
  readonly expert: string;
};

function Sections({ entries, attention, views, photos, unopened, expert }: SectionsProps) {
  const viewsById: ViewsById = new Map(views.map((view) => [view.id, view]));
  const conflicts = views
    .filter(({ engagement }) => expertInCharge(engagement) === expert)
    .flatMap((view) =>
      Object.values(view.engagement.visits)
        .filter((visit) => visit.conflicts.length > 0)
        .map((visit) => ({ view, visit })),
    );
  const refused = photos.filter(({ stage }) => stage === 'refused');
  const count = attention.length + conflicts.length + refused.length;
  return (
    <>
      <UnopenedNotice unopened={unopened} />
      {count > 0 && (
        <section className="section attention">
          <h2>{messages.attention(count)}</h2>
          {attention.map((entry) => (
            <AttentionCard
              key={entry.id}
              entry={entry}
              viewsById={viewsById}
              behind={waitingBehind(entry, attention)}
            />
          ))}
          {conflicts.map(({ view, visit }) => (
            <ConflictCard key={visit.id} view={view} visit={visit} />
          ))}
          {refused.map((photo) => (
            <PhotoCard key={photo.id} photo={photo} viewsById={viewsById} />
          ))}
        </section>
      )}
      <Drafts views={views} viewsById={viewsById} />
      <Waiting entries={entries.filter(({ verdict }) => verdict === null)} viewsById={viewsById} />
      {(entries.some(({ verdict }) => verdict === null) || photos.some(({ stage }) => stage === 'waiting')) && (
        <ExportSection waiting={entries.filter(({ verdict }) => verdict === null)} />
      )}
      <PhotosSection photos={photos} viewsById={viewsById} />
      <Sent
        entries={entries.filter((entry) => entry.verdict !== null && !isNotCarriedOut(entry))}
        viewsById={viewsById}
      />
      <Settled entries={entries} viewsById={viewsById} />
    </>
  );
}

/** Missing on every screen; silence about it would look as if it had never been recorded. */
function UnopenedNotice({ unopened: { operations, parts } }: { readonly unopened: Unopened }) {
  if (operations + parts === 0) return null;
  return (
    <Notice kind="error" title={messages.unopened}>
      {operations > 0 && <p>{messages.unopenedOwn(operations)}</p>}
      {parts > 0 && <p>{messages.unopenedReceived(parts)}</p>}
    </Notice>
  );
}

/** Typed, kept here, and not recorded: whoever reads that nothing waits must not take it for sent. */
function Drafts({ views, viewsById }: { readonly views: readonly EngagementView[]; readonly viewsById: ViewsById }) {
  const keys = useQuery((store) => store.draftKeys(), [], { drafts: true });
  const places = draftPlaces(keys ?? [], views);
  if (places.length === 0) return null;
  return (
    <section className="section">
      <h2>{messages.drafts(places.length)}</h2>
      <p className="hint">{messages.draftsHint}</p>
      <Rows>
        {places.map((place) => (
          <Row key={place.key} title={place.title} detail={entryPlace(place, viewsById)} href={place.href} />
        ))}
      </Rows>
    </section>
  );
}

type EntriesProps = { readonly entries: readonly OutboxEntry[]; readonly viewsById: ViewsById };

function Waiting({ entries, viewsById }: EntriesProps) {
  const { sync } = useBanso();
  const { sending } = useSyncStatus();
  const now = useNow();
  const oldest = entries[0];
  if (!oldest) {
    return (
      <section className="section">
        <h2>{messages.waitingNone}</h2>
      </section>
    );
  }
  return (
    <section className="section">
      <h2>{messages.waiting(entries.length)}</h2>
      <p className="hint">{messages.waitingHint(timeAgo(oldest.recordedAtMs, now))}</p>
      <Rows>
        {entries.map((entry) => (
          <Row
            key={entry.id}
            lead={whenWords(entry.recordedAtMs, now)}
            leadSub={timeAgo(entry.recordedAtMs, now)}
            title={entry.label}
            detail={entryPlace(entry, viewsById)}
            state={<StateMark state="waiting" />}
          />
        ))}
      </Rows>
      <p className="outbox__send">
        <Button busy={sending} icon="send" onClick={() => void sync.syncNow()}>
          {sending ? messages.sending : messages.sendNow}
        </Button>
      </p>
    </section>
  );
}

function Sent({ entries, viewsById }: EntriesProps) {
  const now = useNow();
  const [all, setAll] = useState(false);
  const newestFirst = entries.toReversed();
  const shown = all ? newestFirst : newestFirst.slice(0, SENT_SHOWN);
  if (entries.length === 0) return null;
  return (
    <section className="section">
      <h2>{messages.sent(entries.length)}</h2>
      <p className="hint">{messages.sentHint}</p>
      <Rows>
        {shown.map((entry) => (
          <Row
            key={entry.id}
            lead={whenWords(entry.recordedAtMs, now)}
            title={entry.label}
            detail={entryPlace(entry, viewsById)}
            state={
              <StateMark state="sent">
                {entry.receivedAtMs === null ? undefined : messages.receivedAt(whenWords(entry.receivedAtMs, now))}
              </StateMark>
            }
          />
        ))}
      </Rows>
      {shown.length < entries.length && (
        <Button look="text" wide onClick={() => setAll(true)}>
          {messages.showAll}
        </Button>
      )}
    </section>
  );
}

/** What was not carried out and is settled: it stays here with its text. */
function Settled({ entries, viewsById }: EntriesProps) {
  const now = useNow();
  const settling = new Map(entries.flatMap((entry) => entry.replaces.map((id) => [id, entry] as const)));
  const settled = entries.filter((entry) => isNotCarriedOut(entry) && settling.has(entry.id)).toReversed();
  if (settled.length === 0) return null;
  return (
    <section className="section">
      <h2>{messages.settled(settled.length)}</h2>
      <p className="hint">{messages.settledHint}</p>
      <Rows>
        {settled.map((entry) => (
          <Row
            key={entry.id}
            lead={whenWords(entry.recordedAtMs, now)}
            title={entry.label}
            detail={entryPlace(entry, viewsById)}
            state={settling.get(entry.id)?.type === 'operation-withdrawn@1' ? messages.withdrawn : messages.amended}
          />
        ))}
      </Rows>
    </section>
  );
}
