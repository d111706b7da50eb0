import type { ReactNode } from 'react';
import type { Column } from '../../ui/data-table.tsx';

/** A column whose head stands before each value on a phone, where rows are read as a list; readers know it from the table's head. */
export const labelled = <Item,>(
  key: string,
  head: string,
  { cell, figures }: { readonly cell: (item: Item) => ReactNode; readonly figures?: boolean },
): Column<Item> => ({
  key,
  head,
  figures,
  cell: (item) => (
    <>
      <span className="payment__label" aria-hidden="true">
        {head}
      </span>
      {cell(item)}
    </>
  ),
});
