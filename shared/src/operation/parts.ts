import type { Retention } from './define.ts';

/** One stored, pulled and scoped piece of an aggregate. `body` is JSON text; `version` rises with each change and the higher one wins. */
export type Part = {
  readonly kind: string;
  readonly aggregate: string;
  readonly part: string;
  readonly version: number;
  readonly retention: Retention;
  readonly body: string;
};

export type PartBody = { readonly part: string; readonly retention: Retention; readonly body: string };

/** How a kind's aggregate is taken apart and put together again. */
export type PartsOfKind<State> = {
  readonly empty: State;
  readonly toParts: (state: State) => readonly PartBody[];
  readonly fromParts: (parts: readonly Pick<Part, 'part' | 'body'>[]) => State;
};

/** A kind whose aggregate is one part, `core`. */
export const onePartKind = <Core>(retention: Retention): PartsOfKind<Core | null> => ({
  empty: null,
  toParts: (core) => (core === null ? [] : [{ part: 'core', retention, body: JSON.stringify(core) }]),
  fromParts: (parts) => {
    const core = parts.find(({ part }) => part === 'core');
    // The text was written by toParts of the same kind.
    return core ? (JSON.parse(core.body) as Core) : null;
  },
});
