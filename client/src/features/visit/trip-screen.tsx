import { tripForMoney } from '@banso/shared/engagement/trip-record.ts';
import { regionOf } from '@banso/shared/money/regions.ts';
import { travelOf } from '@banso/shared/money/travel.ts';
import { yenWords } from '@banso/shared/money/yen.ts';
import { REGION_TABLES } from '@banso/shared/programmes/region-tables.ts';
import { useState } from 'react';
import { useBanso } from '../../sync/banso-context.tsx';
import { useRecord } from '../../sync/use-record.ts';
import { AppBar } from '../../ui/app-bar.tsx';
import { Button } from '../../ui/button.tsx';
import { Checkbox, RadioGroup } from '../../ui/choice.tsx';
import { Notice } from '../../ui/notice.tsx';
import { Screen } from '../../ui/screen.tsx';
import { TextField } from '../../ui/text-field.tsx';
import { ConnectionStrip } from '../connection-strips.tsx';
import { draftKeys } from '../draft-keys.ts';
import { paths } from '../paths.ts';
import { RecordProblemNotice } from '../record-problem.tsx';
import { TravelResult } from '../travel-result.tsx';
import { useKeptForm } from '../use-kept-form.ts';
import { messages } from './messages.ts';
import { TripReceipt } from './trip-receipt.tsx';
import { tripBodyOf, tripErrors, type TripForm, tripFormOf } from './trip-form.ts';
import { tripMessages as words } from './trip-messages.ts';
import type { VisitScreenProps } from './visit-screen-props.ts';
import { visitTitle } from './visit-title.ts';

/** 旅費 of one visit: what is asked for, from where to where, and at once what it comes to and why. Works without a network. */
export function TripScreen({ view, visit }: VisitScreenProps) {
  const { me, nowMs } = useBanso();
  const { record, busy, problem } = useRecord();
  const [saved, setSaved] = useState(false);
  const [tried, setTried] = useState(false);
  const { engagement, ruleSet, company } = view;
  const trip = engagement.trips[visit.id] ?? null;
  const { form, change, failed, drop } = useKeptForm<TripForm>(
    draftKeys.trip(visit.id),
    tripFormOf(trip, { origin: lastOrigin(view), destination: company?.address ?? '' }),
  );
  const rules = ruleSet?.money?.travel;
  const errors = tried ? tripErrors(form) : [];
  const closed = engagement.finalPackage !== null && engagement.finalPackage.state !== 'sentBack';
  const set = (changed: Partial<TripForm>) => {
    setSaved(false);
    change(changed);
  };
  const body = tripBodyOf(visit.id, form);
  const unchanged = trip !== null && JSON.stringify(tripFormOf(trip, NOWHERE)) === JSON.stringify(form);
  const preview = travelOf({
    mode: visit.fields.mode,
    // What is typed has no ruling yet: shown is what it comes to if the office agrees.
    trip: unchanged
      ? tripForMoney(trip)
      : withoutRuling(tripForMoney({ ...body, by: me.name, atMs: nowMs(), operation: '', ruling: null })),
    requested: engagement.plan?.actualFareWanted ?? false,
    rules,
  });
  const save = async () => {
    setTried(true);
    if (tripErrors(form).length > 0) return;
    if (!(await record({ type: 'trip-recorded@1', aggregate: view.id, body }))) return;
    await drop();
    setSaved(true);
  };
  const actual = form.wish === 'actual' && form.officePaid === '';
  return (
    <Screen
      bar={
        <AppBar
          {...visitTitle(words.title, view, visit)}
          sample={me.sample}
          back={{ label: messages.backToVisit, href: paths.visit({ engagement: view.id, visit: visit.id }) }}
        />
      }
      strips={<ConnectionStrip />}
      actions={
        closed ? undefined : (
          <>
            <RecordProblemNotice problem={problem} />
            {saved && <p role="status">{words.saved}</p>}
            <Button look="solid" size="lg" wide busy={busy} onClick={() => void save()}>
              {words.save}
            </Button>
          </>
        )
      }
    >
      {visit.fields.mode === 'online' && <p>{words.online}</p>}
      {closed && <Notice kind="info" title={words.closed} />}
      <RadioGroup
        label={words.wish}
        value={form.wish}
        onChange={(wish) => set({ wish })}
        choices={[
          { value: 'flat', label: words.wishes.flat(yenWords(rules?.flat.value ?? 0)), disabled: closed },
          ...(rules?.actualFare
            ? [{ value: 'actual' as const, label: words.wishes.actual, help: words.actualHelp, disabled: closed }]
            : []),
          { value: 'none', label: words.wishes.none, disabled: closed },
        ]}
      />
      <Checkbox
        label={words.officePaid}
        help={words.officePaidHelp}
        checked={form.officePaid === 'yes'}
        onChange={(yes) => set({ officePaid: yes ? 'yes' : '' })}
        disabled={closed}
      />
      {actual && !engagement.plan?.actualFareWanted && <Notice kind="warn" title={words.noRequest} live />}
      {actual && (
        <>
          <Place
            label={words.origin}
            help={words.originHelp}
            value={form.origin}
            view={view}
            onChange={(origin) => set({ origin })}
          />
          <Place
            label={words.destination}
            value={form.destination}
            view={view}
            onChange={(destination) => set({ destination })}
          />
          <TextField
            label={words.distance}
            help={words.distanceHelp}
            inputMode="decimal"
            width="short"
            value={form.km}
            error={errors.includes('km') ? words.distanceWrong : undefined}
            onChange={(km) => set({ km })}
          />
          <TextField
            label={words.method}
            help={words.methodHelp}
            value={form.method}
            error={errors.includes('method') ? words.methodMissing : undefined}
            onChange={(method) => set({ method })}
          />
          <TextField
            label={words.yen}
            inputMode="numeric"
            width="short"
            value={form.yen}
            error={errors.includes('yen') ? words.yenWrong : undefined}
            onChange={(yen) => set({ yen })}
          />
          <TextField
            label={words.route}
            help={words.routeHelp}
            value={form.route}
            onChange={(route) => set({ route })}
          />
          <TripReceipt view={view} visit={visit} receipt={form.receipt} onTaken={(receipt) => set({ receipt })} />
        </>
      )}
      <section className="section" aria-label={words.result}>
        <h2>{words.result}</h2>
        <TravelResult travel={preview} />
        {unchanged && <Ruling trip={trip} />}
      </section>
      {failed && <p role="alert">{words.draftFailed}</p>}
    </Screen>
  );
}

const NOWHERE = { origin: '', destination: '' };

/** Where the expert set out last time: most begin every way at the same door. */
const lastOrigin = ({ engagement }: VisitScreenProps['view']): string =>
  Object.values(engagement.trips)
    .toSorted((a, b) => a.atMs - b.atMs)
    .findLast(({ origin }) => origin !== '')?.origin ?? '';

const withoutRuling = (trip: ReturnType<typeof tripForMoney>) => {
  const { ruling: _, ...rest } = trip;
  return rest;
};

function Ruling({ trip }: { readonly trip: NonNullable<VisitScreenProps['view']['engagement']['trips'][string]> }) {
  if (trip.wish !== 'actual') return null;
  if (!trip.ruling) return <p>{words.waiting}</p>;
  return <p>{trip.ruling.accepted ? words.accepted : words.refusedBy(trip.ruling.reason)}</p>;
}

type PlaceProps = {
  readonly label: string;
  readonly help?: string;
  readonly value: string;
  readonly view: VisitScreenProps['view'];
  readonly onChange: (value: string) => void;
};

/** An address, and the region it lies in as soon as that can be told. */
function Place({ label, help, value, view, onChange }: PlaceProps) {
  const regions = view.ruleSet?.money?.travel?.actualFare?.regions;
  const region = regions && value.trim() !== '' ? regionOf(value, REGION_TABLES[regions]) : null;
  const notice = region ? words.region(region.no, region.name) : value.trim() === '' ? '' : words.regionUnknown;
  return <TextField label={label} help={help} value={value} notice={notice} onChange={onChange} />;
}
