import { PLACE_CLASSES } from '@banso/shared/device/device.ts';
import { cleanText } from '@banso/shared/lib/text.ts';
import type { ConsentItems } from '@banso/shared/programme/consent.ts';
import type { Programme } from '@banso/shared/programme/programme.ts';
import { useId, useState } from 'react';
import { useRecord } from '../../sync/use-record.ts';
import { Button } from '../../ui/button.tsx';
import { Checkbox } from '../../ui/choice.tsx';
import { FieldError } from '../../ui/field.tsx';
import { Notice } from '../../ui/notice.tsx';
import { SelectField } from '../../ui/select-field.tsx';
import { TextField } from '../../ui/text-field.tsx';
import { RecordProblemNotice } from '../record-problem.tsx';
import { ConsentDraft } from './consent-draft.tsx';
import { messages } from './messages.ts';

const BLANK = { number: '', grantedBy: '', on: '', from: '', to: '' };
const ITEMS: ConsentItems = {
  phones: true,
  places: ['office'],
  hosting: '',
  serverPlace: '',
  mail: false,
  links: true,
};

/** First the application to print, then what came back: number, who, and from when to when. */
export function ConsentForm({ programmes }: { readonly programmes: readonly Programme[] }) {
  const { record, busy, problem } = useRecord();
  const [chosen, setChosen] = useState('');
  const [items, setItems] = useState(ITEMS);
  const [said, setSaid] = useState(BLANK);
  const [tried, setTried] = useState(false);
  const [done, setDone] = useState(false);
  const id = useId();
  const programme =
    programmes.find((one) => one.id === chosen) ?? (programmes.length === 1 ? programmes[0] : undefined);
  const blank = (text: string) => (tried && text.trim() === '' ? messages.blank : undefined);
  const text = (key: keyof typeof BLANK, label: string, type?: 'date') => (
    <TextField
      label={label}
      type={type}
      width={type ? 'medium' : undefined}
      value={said[key]}
      error={key === 'to' && tried && said.to !== '' && said.to < said.from ? messages.order : blank(said[key])}
      onChange={(value) => setSaid({ ...said, [key]: value })}
    />
  );
  const submit = async () => {
    setTried(true);
    setDone(false);
    const clean = {
      ...items,
      hosting: cleanText(items.hosting).trim(),
      serverPlace: cleanText(items.serverPlace).trim(),
    };
    const number = cleanText(said.number).trim();
    const grantedBy = cleanText(said.grantedBy).trim();
    const { on, from, to } = said;
    const filled = [number, grantedBy, on, from, to, clean.hosting, clean.serverPlace].every((one) => one !== '');
    if (!programme || !filled || items.places.length === 0 || to < from) return;
    const body = { number, grantedBy, on, from, to, items: { ...clean, places: [...items.places] } };
    if (!(await record({ type: 'consent-recorded@1', aggregate: programme.id, body }))) return;
    setSaid(BLANK);
    setTried(false);
    setDone(true);
  };
  return (
    <form
      className="consent__form"
      aria-label={messages.form}
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        if (!busy) void submit();
      }}
    >
      <h2>{messages.form}</h2>
      <p>{messages.formHint}</p>
      {programmes.length > 1 && (
        <SelectField
          label={messages.programme}
          none={messages.choose}
          value={chosen}
          error={tried && !programme ? messages.choose : undefined}
          onChange={setChosen}
          choices={programmes.map(({ id: value, name }) => ({ value, label: name }))}
        />
      )}
      <Checkbox label={messages.phones} checked={items.phones} onChange={(phones) => setItems({ ...items, phones })} />
      <fieldset className="field">
        <legend className="field__label">{messages.places}</legend>
        {tried && items.places.length === 0 && <FieldError id={`${id}-places`}>{messages.onePlace}</FieldError>}
        {PLACE_CLASSES.map((place) => (
          <Checkbox
            key={place}
            label={messages.placeNames[place]}
            checked={items.places.includes(place)}
            onChange={(yes) =>
              setItems({
                ...items,
                places: PLACE_CLASSES.filter((one) => (one === place ? yes : items.places.includes(one))),
              })
            }
          />
        ))}
      </fieldset>
      <TextField
        label={messages.hosting}
        value={items.hosting}
        error={blank(items.hosting)}
        onChange={(hosting) => setItems({ ...items, hosting })}
      />
      <TextField
        label={messages.serverPlace}
        value={items.serverPlace}
        error={blank(items.serverPlace)}
        onChange={(serverPlace) => setItems({ ...items, serverPlace })}
      />
      <Checkbox label={messages.mail} checked={items.mail} onChange={(mail) => setItems({ ...items, mail })} />
      <Checkbox label={messages.links} checked={items.links} onChange={(links) => setItems({ ...items, links })} />
      <Button onClick={() => window.print()}>{messages.print}</Button>
      {programme && <ConsentDraft programme={programme} items={items} />}
      {text('number', messages.number)}
      {text('grantedBy', messages.by)}
      {text('on', messages.on, 'date')}
      {text('from', messages.from, 'date')}
      {text('to', messages.to, 'date')}
      <RecordProblemNotice problem={problem} />
      {done && <Notice kind="done" live title={messages.recorded} />}
      <Button type="submit" look="solid" busy={busy}>
        {messages.record}
      </Button>
    </form>
  );
}
