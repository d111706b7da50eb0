import { type KeyboardEvent, memo, type ReactNode } from 'react';
import { classNames } from './class-names.ts';
import './data-table.css';

export type Column<Item> = {
  readonly key: string;
  readonly head: ReactNode;
  readonly cell: (item: Item) => ReactNode;
  /** Figures stand at the end of their column. */
  readonly figures?: boolean | undefined;
};

export type DataTableProps<Item> = {
  readonly caption: string;
  readonly columns: readonly Column<Item>[];
  readonly items: readonly Item[];
  readonly rowKey: (item: Item) => string;
  readonly currentKey?: string | undefined;
  /** Opens a record; ↑ ↓ walk through the rows, Enter and a click open. */
  readonly onOpen?: ((item: Item) => void) | undefined;
  /** On a phone each row stands as lines below each other, every cell beside its head. */
  readonly stacks?: boolean | undefined;
  /** What stands there when there is nothing. */
  readonly empty: ReactNode;
};

/** A dense table that can be walked and opened by keyboard. */
export function DataTable<Item>(props: DataTableProps<Item>) {
  const { caption, columns, items, rowKey, currentKey, onOpen, stacks } = props;
  if (items.length === 0) return <div className="table__empty">{props.empty}</div>;
  return (
    <div className="table__scroll">
      <table className={classNames('table', onOpen && 'table--open', stacks && 'table--stacks')}>
        <caption className="visually-hidden">{caption}</caption>
        <thead>
          <tr>
            {columns.map((column) => (
              <th key={column.key} scope="col" className={cellClass(column)}>
                {column.head}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {items.map((item) => (
            <Line
              key={rowKey(item)}
              item={item}
              columns={columns}
              current={rowKey(item) === currentKey}
              onOpen={onOpen}
            />
          ))}
        </tbody>
      </table>
    </div>
  );
}

type LineProps<Item> = Pick<DataTableProps<Item>, 'columns' | 'onOpen'> & {
  readonly item: Item;
  readonly current: boolean;
};

function TableLine<Item>({ item, columns, current, onOpen }: LineProps<Item>) {
  return (
    <tr
      aria-current={current || undefined}
      tabIndex={onOpen ? 0 : undefined}
      onClick={onOpen && (() => onOpen(item))}
      onKeyDown={onOpen && ((event) => walk(event, () => onOpen(item)))}
    >
      {columns.map((column) => (
        <td
          key={column.key}
          className={cellClass(column)}
          data-head={typeof column.head === 'string' ? column.head : undefined}
        >
          {column.cell(item)}
        </td>
      ))}
    </tr>
  );
}

/** Drawn again only when it changes: opening one of hundreds must not draw the others. `memo` forgets the type parameter. */
const Line = memo(TableLine) as typeof TableLine;

function cellClass(column: { readonly figures?: boolean | undefined }): string | undefined {
  return column.figures ? 'table__figures' : undefined;
}

/** Keys pressed on the row itself; a button inside a cell keeps its own. */
function walk(event: KeyboardEvent<HTMLTableRowElement>, open: () => void): void {
  if (event.target !== event.currentTarget) return;
  const row = event.currentTarget;
  const target = { ArrowDown: row.nextElementSibling, ArrowUp: row.previousElementSibling }[event.key];
  if (event.key === 'Enter') open();
  else if (target instanceof HTMLElement) target.focus();
  else return;
  event.preventDefault();
}
