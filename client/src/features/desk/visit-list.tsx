import type { KeyboardEvent } from 'react';
import { Button } from '../../ui/button.tsx';
import { DataTable } from '../../ui/data-table.tsx';
import { Icon } from '../../ui/icon.tsx';
import { DESK_FILTERS, type DeskFilter, type DeskRow, filterCounts, shownRows } from './desk-rows.ts';
import { messages } from './messages.ts';
import { useIsWide } from './use-is-wide.ts';
import { NARROW_COLUMNS, WIDE_COLUMNS } from './visit-columns.tsx';

export type Looking = { readonly filter: DeskFilter; readonly search: string };

export type VisitListProps = {
  readonly rows: readonly DeskRow[];
  readonly looking: Looking;
  readonly onLook: (looking: Looking) => void;
  readonly currentKey: string | undefined;
  readonly onOpen: (row: DeskRow) => void;
};

/** The visits of the desk's programmes: by state, by search, opened by click or keyboard. */
export function VisitList({ rows, looking, onLook, currentKey, onOpen }: VisitListProps) {
  const isWide = useIsWide();
  const { filter, search } = looking;
  const shown = shownRows(rows, looking);
  return (
    <>
      <h1 className="visually-hidden">{messages.title}</h1>
      <FilterButtons rows={rows} filter={filter} onChoose={(chosen) => onLook({ ...looking, filter: chosen })} />
      <label className="desk-search">
        <Icon name="search" />
        <span className="visually-hidden">{messages.search}</span>
        <input
          type="search"
          className="input"
          placeholder={messages.search}
          value={search}
          onChange={(event) => onLook({ ...looking, search: event.target.value })}
        />
      </label>
      {/* Only catches letters typed in the table inside it; it is nothing by itself. */}
      <div role="presentation" onKeyDown={walkByLetter}>
        <DataTable
          caption={messages.tableOf(messages.filter[filter], shown.length)}
          columns={isWide && currentKey === undefined ? WIDE_COLUMNS : NARROW_COLUMNS}
          items={shown}
          rowKey={({ key }) => key}
          currentKey={currentKey}
          onOpen={onOpen}
          empty={<Empty {...looking} onClear={() => onLook({ ...looking, search: '' })} />}
        />
      </div>
      {shown.length > 0 && <p className="hint desk-keys">{messages.keys}</p>}
    </>
  );
}

type FilterButtonsProps = {
  readonly rows: readonly DeskRow[];
  readonly filter: DeskFilter;
  readonly onChoose: (filter: DeskFilter) => void;
};

function FilterButtons({ rows, filter, onChoose }: FilterButtonsProps) {
  const counts = filterCounts(rows);
  return (
    <div className="desk-filters" role="group" aria-label={messages.filters}>
      {DESK_FILTERS.map((one) => (
        <button key={one} type="button" aria-pressed={one === filter} onClick={() => onChoose(one)}>
          {messages.filter[one]} <b>{counts[one]}</b>
        </button>
      ))}
    </div>
  );
}

function Empty({ filter, search, onClear }: Looking & { readonly onClear: () => void }) {
  if (search.trim() === '') return <p>{messages.empty[filter]}</p>;
  return (
    <>
      <p>{messages.emptySearch(search)}</p>
      <Button look="text" onClick={onClear}>
        {messages.clearSearch}
      </Button>
    </>
  );
}

/** j and k walk as ↓ and ↑ do, and only on a row: elsewhere a letter stays a letter (WCAG 2.1.4). */
function walkByLetter(event: KeyboardEvent<HTMLElement>): void {
  const row = event.target;
  if (!(row instanceof HTMLTableRowElement) || event.ctrlKey || event.metaKey || event.altKey) return;
  const target = { j: row.nextElementSibling, k: row.previousElementSibling }[event.key];
  if (!(target instanceof HTMLElement)) return;
  target.focus();
  event.preventDefault();
}
