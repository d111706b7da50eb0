import type { RegisteredDevice } from '@banso/shared/protocol/devices.ts';
import { type ReactNode, useState } from 'react';
import { useBanso, useQuery } from '../../sync/banso-context.tsx';
import { AppBar } from '../../ui/app-bar.tsx';
import { Button, ButtonLink } from '../../ui/button.tsx';
import { Notice } from '../../ui/notice.tsx';
import { Screen } from '../../ui/screen.tsx';
import { SelectField } from '../../ui/select-field.tsx';
import { ConnectionStrips } from '../connection-strips.tsx';
import { DeskPlaces } from '../desk-places.tsx';
import { paths } from '../paths.ts';
import { DeclarationForm } from './declaration-form.tsx';
import { DeviceBoard } from './device-board.tsx';
import { DeviceCard } from './device-card.tsx';
import { Incident } from './incident.tsx';
import { messages } from './messages.ts';
import { NoteForm } from './note-form.tsx';
import { TakeUnsent } from './take-unsent.tsx';
import { useDeclare } from './use-declare.ts';
import { type Register, useRegister } from './use-register.ts';
import './devices.css';

/** 端末: everybody's for those who answer for them, one's own for everybody else. */
export function DevicesScreen() {
  const { me } = useBanso();
  const register = useRegister();
  const whole = me.roles.some(({ role }) => role === 'administrator' || role === 'privacyManager');
  if (whole)
    return (
      <DeskPlaces current="more">
        <div className="devices">
          <ButtonLink look="text" icon="back" href={paths.more}>
            {messages.back}
          </ButtonLink>
          <h1>{messages.title}</h1>
          <p>{messages.intro}</p>
          <Lists {...register} whole />
        </div>
      </DeskPlaces>
    );
  return (
    <Screen
      bar={<AppBar title={messages.title} sample={me.sample} back={{ label: messages.back, href: paths.more }} />}
      strips={<ConnectionStrips />}
    >
      <div className="devices">
        <p>{messages.introOwn}</p>
        <Lists {...register} whole={false} />
      </div>
    </Screen>
  );
}

function Lists({ answer: register, failure, load, whole }: Register & { readonly whole: boolean }) {
  const { me, device: here } = useBanso();
  const names = useQuery(async (store) => new Map((await store.people()).map(({ id, name }) => [id, name])), []);
  const declare = useDeclare();
  const [declaring, setDeclaring] = useState(false);
  const [declared, setDeclared] = useState(false);
  const nameOf = (person: string) => (person === me.person ? me.name : (names?.get(person) ?? person));
  const all = register?.devices ?? [];
  const mine = all.find(({ id }) => id === here.id);
  const card = (device: RegisteredDevice) => (
    <DeviceCard key={device.id} device={device} owner={whole ? nameOf(device.owner) : null} onChanged={load}>
      <Incident device={device} nameOf={nameOf} />
      {whole && device.loss && isLost(device) && <NoteForm device={device.id} onNoted={load} />}
    </DeviceCard>
  );
  const inState = (...states: readonly RegisteredDevice['state'][]) =>
    all.filter(({ state }) => states.includes(state));
  return (
    <>
      {failure && (
        <Notice
          kind="warn"
          live
          title={messages.unreachable}
          actions={<Button onClick={() => void load()}>{messages.again}</Button>}
        >
          <p>{messages.unreachableHint}</p>
        </Notice>
      )}
      {!register && !failure && <p role="status">{messages.loading}</p>}
      {declared && <Notice kind="done" live title={messages.declaredDone} />}
      {mine && (mine.state === 'undeclared' || declaring) && (
        <section className="section">
          <h2>{messages.declareTitle}</h2>
          <DeclarationForm
            declare={async (declaration) => {
              const done = await declare(declaration);
              if (!done) return false;
              setDeclaring(false);
              setDeclared(true);
              await load();
              return true;
            }}
          />
        </section>
      )}
      {mine?.state === 'inUse' && !declaring && (
        <Button
          onClick={() => {
            setDeclaring(true);
            setDeclared(false);
          }}
        >
          {messages.declareAgain}
        </Button>
      )}
      {register && (
        <>
          {whole && <DeviceBoard devices={all} nameOf={nameOf} />}
          {inState('revoked').length > 0 && (
            <Group title={messages.unconfirmed(inState('revoked').length)}>{inState('revoked').map(card)}</Group>
          )}
          <Group title={messages.inUse(inState('inUse', 'undeclared').length)}>
            {inState('inUse', 'undeclared').map(card)}
          </Group>
          {inState('erased').length > 0 && (
            <Group title={messages.ended(inState('erased').length)}>{inState('erased').map(card)}</Group>
          )}
          {whole && <TakeUnsent onTaken={load} />}
          {whole && <Limit limit={register.limit} onChanged={load} />}
        </>
      )}
    </>
  );
}

const isLost = ({ facts }: RegisteredDevice): boolean =>
  facts.some((fact) => fact.type === 'revoked' && fact.cause === 'lost');

function Group({ title, children }: { readonly title: string; readonly children: readonly ReactNode[] }) {
  return (
    <section className="section">
      <h2>{title}</h2>
      {children.length === 0 ? <p>{messages.none}</p> : <ul className="devices__list">{children}</ul>}
    </section>
  );
}

const LIMITS = ['1', '2', '3', '4', '5', '10', '20'] as const;

function Limit({ limit, onChanged }: { readonly limit: number; readonly onChanged: () => Promise<void> }) {
  const { devices } = useBanso();
  const [chosen, setChosen] = useState(String(limit));
  const [failed, setFailed] = useState(false);
  const change = async () => {
    const answer = await devices.setLimit(Number(chosen));
    setFailed(!('answer' in answer));
    await onChanged();
  };
  return (
    <section className="section devices__limit">
      <h2>{messages.limit}</h2>
      <p>{messages.limitNow(limit)}</p>
      <SelectField
        label={messages.limit}
        none={messages.choose}
        value={chosen}
        onChange={setChosen}
        choices={LIMITS.map((value) => ({ value, label: messages.limitNow(Number(value)) }))}
      />
      {failed && <Notice kind="error" live title={messages.failed} />}
      <Button disabled={chosen === '' || chosen === String(limit)} onClick={() => void change()}>
        {messages.limitChange}
      </Button>
    </section>
  );
}
