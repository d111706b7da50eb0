import { useId, useState } from 'react';
import { Button } from '../../ui/button.tsx';
import { FieldError } from '../../ui/field.tsx';
import { TextField } from '../../ui/text-field.tsx';
import { findPlaces, type ListedPlace } from './bank-list.ts';
import { messages } from './messages.ts';

const MOST_SHOWN = 8;

export type PlaceSearchProps<Place extends ListedPlace> = {
  readonly label: string;
  readonly help: string;
  readonly places: readonly Place[];
  readonly chosen: { readonly code: string; readonly name: string };
  readonly error: string | undefined;
  readonly onChoose: (place: Place | null) => void;
};

/** A bank or a branch: typed in any way, chosen from what is found. */
export function PlaceSearch<Place extends ListedPlace>(props: PlaceSearchProps<Place>) {
  const { label, help, places, chosen, error, onChoose } = props;
  const id = useId();
  const [typed, setTyped] = useState('');
  if (chosen.code !== '')
    return (
      <div className="field">
        <p className="field__label">{label}</p>
        {error && <FieldError id={`${id}-error`}>{error}</FieldError>}
        <p className="payee__chosen">
          <span>
            <strong>{chosen.name}</strong>
            {messages.placeCode(chosen.code)}
          </span>
          <Button
            look="text"
            onClick={() => {
              setTyped('');
              onChoose(null);
            }}
          >
            {messages.change}
            <span className="visually-hidden">（{label}）</span>
          </Button>
        </p>
      </div>
    );
  const found = findPlaces(places, typed, MOST_SHOWN);
  return (
    <div className="payee__search">
      <TextField
        label={label}
        need="required"
        help={help}
        value={typed}
        onChange={setTyped}
        error={error}
        autoComplete="off"
        notice={typed.trim() === '' ? '' : found.length === 0 ? messages.notFound : messages.found(found.length)}
      />
      {found.length > 0 && (
        <ul className="payee__found">
          {found.map((place) => (
            <li key={place.code}>
              <button type="button" className="payee__place" onClick={() => onChoose(place)}>
                <strong>{place.name}</strong>
                <span>
                  {place.kana}
                  {messages.placeCode(place.code)}
                </span>
              </button>
            </li>
          ))}
        </ul>
      )}
    </div>
  );
}
