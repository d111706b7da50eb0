import * as v from 'valibot';
import type { OutboxEntry } from '../../store/client-store.ts';
import { useBanso, useQuery } from '../../sync/banso-context.tsx';
import { useNow } from '../../sync/use-now.ts';
import { ExportUnsent } from '../export-unsent.tsx';
import { unsentMessages as messages } from '../unsent-messages.ts';
import { whenWords } from './when-words.ts';

const KEY = 'exported';
const exportedSchema = v.object({ atMs: v.number() });

/** 未送信データの書き出し: while something waits, the way to carry it to the office by hand. */
export function ExportSection({ waiting }: { readonly waiting: readonly OutboxEntry[] }) {
  const { store, nowMs } = useBanso();
  const now = useNow();
  const exported = useQuery((from) => from.draft(KEY), [], { drafts: true });
  const earlier = v.safeParse(exportedSchema, exported);
  const still = earlier.success && waiting.some(({ recordedAtMs }) => recordedAtMs <= earlier.output.atMs);
  return (
    <section className="section">
      <h2>{messages.title}</h2>
      <p className="hint">{messages.lead}</p>
      {still && <p role="status">{messages.earlier(whenWords(earlier.output.atMs, now))}</p>}
      <ExportUnsent unsentFile={store.unsentFile} onWritten={() => void store.saveDraft(KEY, { atMs: nowMs() })} />
    </section>
  );
}
