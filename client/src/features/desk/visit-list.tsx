import { type KeyboardEvent, useState } from 'react';
import { Button, ButtonLink } from '../../ui/button.tsx';
import { DataTable } from '../../ui/data-table.tsx';
import { Icon } from '../../ui/icon.tsx';
import { Notice } from '../../ui/notice.tsx';
import { paths } from '../paths.ts';
import { type DeskFilter, type DeskRow, filterCounts, filtersFor } from './desk-rows.ts';
import type { Looking } from './looking.ts';
import { messages } from './messages.ts';
import { SaveSheet } from './save-sheet.tsx';
import { useIsWide } from './use-is-wide.ts';
import { NARROW_COLUMNS, SLIM_COLUMNS, WIDE_COLUMNS } from './visit-columns.tsx';

export type VisitListProps = {
  readonly rows: readonly DeskRow[];
  /** What of them the list shows. */
  readonly shown: readonly DeskRow[];
  readonly looking: Looking;
  readonly onLook: (looking: Looking) => void;
  readonly currentKey: string | undefined;
  /** Always the same function: a line is drawn again only when it changes. */
  readonly onOpen: (row: DeskRow) => void;
};

/** A thousand lines are searched, not read: more of them are drawn on request. */
const AT_ONCE = 100;

/** The visits of the desk's programmes: by state, by search, opened by click or keyboard. */
export function VisitList({ rows, shown, looking, onLook, currentKey, onOpen }: VisitListProps) {
  const isWide = useIsWide();
  const { filter, search } = looking;
  const [more, setMore] = useState({ of: '', lines: AT_ONCE });
  const of = `${filter}/${search}`;
  const lines = Math.max(more.of === of ? more.lines : AT_ONCE, shown.findIndex(({ key }) => key === currentKey) + 1);
  const drawn = shown.length > lines ? shown.slice(0, lines) : shown;
  const beside = currentKey !== undefined;
  const choose = (chosen: DeskFilter) => onLook({ ...looking, filter: chosen });
  return (
    <>
      <h1 className="visually-hidden">{messages.title}</h1>
      {beside && isWide ? (
        <FilterSelect rows={rows} filter={filter} onChoose={choose} />
      ) : (
        <FilterButtons rows={rows} filter={filter} onChoose={choose} />
      )}
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
          columns={columnsOf({ isWide, beside })}
          items={drawn}
          rowKey={keyOf}
          currentKey={currentKey}
          onOpen={onOpen}
          empty={
            <Empty {...looking} nothingYet={rows.length === 0} onClear={() => onLook({ ...looking, search: '' })} />
          }
        />
      </div>
      {drawn.length < shown.length && (
        <p className="desk-more" role="status">
          {messages.shownOf(drawn.length, shown.length)}
          <Button onClick={() => setMore({ of, lines: lines + AT_ONCE })}>
            {messages.showMore(Math.min(AT_ONCE, shown.length - drawn.length))}
          </Button>
        </p>
      )}
      {shown.length > 0 && !beside && <SaveSheet shown={shown} looking={looking} />}
      {shown.length > 0 && <p className="hint desk-keys">{messages.keys}</p>}
    </>
  );
}

const keyOf = ({ key }: DeskRow): string => key;

const columnsOf = ({ isWide, beside }: { readonly isWide: boolean; readonly beside: boolean }) => {
  if (!isWide) return NARROW_COLUMNS;
  return beside ? SLIM_COLUMNS : WIDE_COLUMNS;
};

type FilterButtonsProps = {
  readonly rows: readonly DeskRow[];
  readonly filter: DeskFilter;
  readonly onChoose: (filter: DeskFilter) => void;
};

function FilterButtons({ rows, filter, onChoose }: FilterButtonsProps) {
  const counts = filterCounts(rows);
  return (
    <div className="desk-filters" role="group" aria-label={messages.filters}>
      {filtersFor(rows, filter).map((one) => (
        <button key={one} type="button" aria-pressed={one === filter} onClick={() => onChoose(one)}>
          {messages.filter[one]} <b>{counts[one]}</b>
        </button>
      ))}
    </div>
  );
}

/** The same choice where there is no room for buttons. */
function FilterSelect({ rows, filter, onChoose }: FilterButtonsProps) {
  const counts = filterCounts(rows);
  return (
    <label className="desk-filter">
      <span className="visually-hidden">{messages.filters}</span>
      <select
        className="input"
        value={filter}
        onChange={({ target }) => {
          const chosen = filtersFor(rows, filter).find((one) => one === target.value);
          if (chosen) onChoose(chosen);
        }}
      >
        {filtersFor(rows, filter).map((one) => (
          <option key={one} value={one}>
            {messages.filterOption(messages.filter[one], counts[one])}
          </option>
        ))}
      </select>
    </label>
  );
}

type EmptyProps = Looking & { readonly nothingYet: boolean; readonly onClear: () => void };

function Empty({ filter, search, nothingYet, onClear }: EmptyProps) {
  if (nothingYet)
    return (
      <Notice
        kind="info"
        title={messages.nothingYet}
        actions={
          <ButtonLink look="solid" href={paths.setUp}>
            {messages.toSetUp}
          </ButtonLink>
        }
      >
        <p>{messages.nothingYetHint}</p>
      </Notice>
    );
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
