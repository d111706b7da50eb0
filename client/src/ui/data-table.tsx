import type { KeyboardEvent, ReactNode } from 'react';
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
  /** What stands there when there is nothing. */
  readonly empty: ReactNode;
};

/** A dense table that can be walked and opened by keyboard. */
export function DataTable<Item>(props: DataTableProps<Item>) {
  const { caption, columns, items, rowKey, currentKey, onOpen } = props;
  if (items.length === 0) return <div className="table__empty">{props.empty}</div>;
  return (
    <div className="table__scroll">
      <table className={classNames('table', onOpen && 'table--open')}>
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
            <tr
              key={rowKey(item)}
              aria-current={rowKey(item) === currentKey || undefined}
              tabIndex={onOpen ? 0 : undefined}
              onClick={onOpen && (() => onOpen(item))}
              onKeyDown={onOpen && ((event) => walk(event, () => onOpen(item)))}
            >
              {columns.map((column) => (
                <td key={column.key} className={cellClass(column)}>
                  {column.cell(item)}
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

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
