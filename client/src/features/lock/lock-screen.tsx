import { dayInJapan } from '@banso/shared/time/day.ts';
import { type FormEvent, useEffect, useState, useSyncExternalStore } from 'react';
import type { GlanceVisit } from '../../store/glance.ts';
import type { SyncEngine } from '../../sync/sync-status.ts';
import { askUnlockPasskey } from '../../sync/unlock-passkey.ts';
import { AppBar } from '../../ui/app-bar.tsx';
import { Button } from '../../ui/button.tsx';
import { Notice } from '../../ui/notice.tsx';
import { useStill } from '../../ui/press.ts';
import { Screen } from '../../ui/screen.tsx';
import { Strip } from '../../ui/strip.tsx';
import { TextField } from '../../ui/text-field.tsx';
import { ExportUnsent } from '../export-unsent.tsx';
import { unsentMessages } from '../unsent-messages.ts';
import { ForgotDialog } from './forgot-dialog.tsx';
import type { Locked, Wrong } from './locked.ts';
import { messages } from './messages.ts';
import './lock.css';

/** ロック中: nothing that this device holds is shown, and the two taps that cannot wait can still be made. */
export function LockScreen({ app }: { readonly app: Locked }) {
  const [forgot, setForgot] = useState(false);
  const passkeys = app.ways.flatMap((one) => (one.way === 'passkey' ? [one.credential] : []));
  const passphrase = app.ways.some(({ way }) => way === 'passphrase');
  return (
    <Screen bar={<AppBar title={messages.lockedTitle} sample={app.sample} />} strips={<LockedStrips sync={app.sync} />}>
      <div className="lock">
        <p>{messages.lockedLead}</p>
        <section className="lock__ways" aria-label={messages.unlock}>
          {passkeys.length > 0 && <PasskeyButton credentials={passkeys} unlock={app.unlock} />}
          {passkeys.length > 0 && passphrase && <p className="lock__or">{messages.or}</p>}
          {passphrase && <PassphraseForm app={app} first={passkeys.length === 0} />}
        </section>
        <TodayVisits app={app} />
        <Unsent app={app} />
        <Button look="text" onClick={() => setForgot(true)}>
          {messages.forgot}
        </Button>
        <ForgotDialog open={forgot} onClose={() => setForgot(false)} app={app} />
      </div>
    </Screen>
  );
}

/** What waits can be carried to the office by hand, though nobody opens this device. */
function Unsent({ app }: { readonly app: Locked }) {
  const { waiting, photosWaiting } = useSyncExternalStore(app.sync.subscribe, app.sync.status);
  if (waiting === 0 && photosWaiting === 0) return null;
  return (
    <section className="section">
      <h2>{unsentMessages.title}</h2>
      <p className="hint">{unsentMessages.lockedLead}</p>
      <ExportUnsent unsentFile={app.unsentFile} />
    </section>
  );
}

function LockedStrips({ sync }: { readonly sync: SyncEngine }) {
  const { waiting, photosWaiting, reachable } = useStill(useSyncExternalStore(sync.subscribe, sync.status));
  if (waiting === 0 && photosWaiting === 0)
    return reachable === false ? <Strip kind="offline">{messages.offline}</Strip> : null;
  return (
    <Strip kind="waiting" icon={reachable === false ? 'offline' : undefined}>
      {reachable === false && messages.offline}
      {`${messages.unsent(waiting, photosWaiting)}。${messages.unsentHint}`}
    </Strip>
  );
}

function PasskeyButton({
  credentials,
  unlock,
}: {
  readonly credentials: readonly string[];
  readonly unlock: Locked['unlock'];
}) {
  const [busy, setBusy] = useState(false);
  const [failed, setFailed] = useState<string | null>(null);
  const press = async () => {
    setBusy(true);
    setFailed(null);
    const asked = await askUnlockPasskey(credentials);
    if (!('opener' in asked))
      setFailed(asked.failed === 'cancelled' ? messages.passkeyCancelled : messages.wrongPasskey);
    else if ((await unlock(asked.opener)) !== 'opened') setFailed(messages.wrongPasskey);
    setBusy(false);
  };
  return (
    <>
      <Button look="solid" size="lg" wide busy={busy} onClick={() => void press()}>
        {busy ? messages.passkeyWaiting : messages.byPasskey}
      </Button>
      {failed !== null && <Notice kind="warn" live title={failed} />}
    </>
  );
}

function PassphraseForm({ app, first }: { readonly app: Locked; readonly first: boolean }) {
  const [typed, setTyped] = useState('');
  const [busy, setBusy] = useState(false);
  const [error, setError] = useState<string | null>(null);
  const { waitMs, noteWrong } = usePause(app);
  const submit = async (event: FormEvent) => {
    event.preventDefault();
    if (busy || waitMs > 0) return;
    if (typed === '') return setError(messages.emptyPassphrase);
    setBusy(true);
    const answer = await app.unlock({ way: 'passphrase', passphrase: typed });
    setBusy(false);
    if (answer === 'opened') return;
    noteWrong(answer);
    setError(messages.wrong);
    setTyped('');
  };
  return (
    <form className="lock__form" onSubmit={(event) => void submit(event)} noValidate>
      <TextField
        label={messages.passphrase}
        error={error ?? undefined}
        type="password"
        name="passphrase"
        autoComplete="current-password"
        value={typed}
        onChange={(text) => {
          setTyped(text);
          setError(null);
        }}
      />
      {waitMs > 0 && <Notice kind="warn" live title={messages.wait(Math.ceil(waitMs / 1_000))} />}
      <Button type="submit" look={first ? 'solid' : 'outline'} size="lg" wide busy={busy || waitMs > 0}>
        {busy ? messages.unlocking : messages.unlock}
      </Button>
    </form>
  );
}

/** How long wrong answers have to wait; counted down while the screen stands. */
function usePause({ unlocking, nowMs }: Pick<Locked, 'unlocking' | 'nowMs'>) {
  const [againMs, setAgainMs] = useState(0);
  const [now, setNow] = useState(0);
  const waitMs = Math.max(0, againMs - now);
  useEffect(() => {
    let current = true;
    void unlocking().then((answer) => {
      if (!current) return;
      setNow(nowMs());
      setAgainMs(answer.againMs);
    });
    return () => {
      current = false;
    };
  }, [unlocking, nowMs]);
  useEffect(() => {
    if (waitMs === 0) return;
    const timer = setTimeout(() => setNow(nowMs()), 1_000);
    return () => clearTimeout(timer);
  }, [waitMs, nowMs]);
  return {
    waitMs,
    noteWrong: (answer: Wrong) => {
      setNow(nowMs());
      setAgainMs(answer.againMs);
    },
  };
}

function TodayVisits({ app }: { readonly app: Locked }) {
  const [visits, setVisits] = useState<readonly GlanceVisit[]>([]);
  const [said, setSaid] = useState<'recorded' | 'failed' | null>(null);
  useEffect(() => {
    let current = true;
    void app.visits().then((kept) => {
      if (current) setVisits(kept);
    });
    return () => {
      current = false;
    };
  }, [app]);
  const today = dayInJapan(app.nowMs());
  const shown = visits.filter(({ state, on }) => state === 'running' || on === today);
  const tap = async (visit: GlanceVisit) => {
    const type = visit.state === 'planned' ? 'visit-started@1' : 'visit-ended@1';
    const done = await app.recordTap({ type, engagement: visit.engagement, visit: visit.visit });
    setSaid(done);
    setVisits(await app.visits());
  };
  return (
    <>
      {/* Stays after the last visit was ended: what was recorded is told once more. */}
      {said !== null && (
        <Notice
          kind={said === 'recorded' ? 'done' : 'error'}
          live
          title={said === 'recorded' ? messages.recorded : messages.failed}
        />
      )}
      {shown.length > 0 && (
        <section className="lock__today">
          <h2>{messages.today}</h2>
          <p className="hint">{messages.todayHint}</p>
          {shown.map((visit) => (
            <LockedVisit key={visit.visit} visit={visit} onTap={() => void tap(visit)} />
          ))}
        </section>
      )}
    </>
  );
}

/** An end is pressed twice: on this screen nothing can be taken back. */
function LockedVisit({ visit, onTap }: { readonly visit: GlanceVisit; readonly onTap: () => void }) {
  const [sure, setSure] = useState(false);
  const running = visit.state === 'running';
  const press = () => {
    if (running && !sure) return setSure(true);
    setSure(false);
    onTap();
  };
  return (
    <div className="lock__visit card">
      <p>
        <strong>{messages.number(visit.number)}</strong>{' '}
        {visit.from !== null && <span>{running ? messages.since(visit.from) : messages.planned(visit.from)}</span>}
      </p>
      <Button size="lg" wide onClick={press}>
        {running ? (sure ? messages.endSure : messages.end) : messages.start}
      </Button>
    </div>
  );
}
