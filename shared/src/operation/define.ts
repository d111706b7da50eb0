import type * as v from 'valibot';
import type { Context, Role } from './context.ts';
import type { Kind, Operation } from './envelope.ts';
import type { Refusal } from './refusals.ts';

/** A evidence for tax, B evidence of the programme, C working data, D bank data, E data handed over. Source: requirements 3.4. */
export type Retention = 'A' | 'B' | 'C' | 'D' | 'E';

/** Something to look at that did not stop the operation. */
export type Flag = 'late_fact' | 'text_conflict' | 'stub_opened' | 'number_taken' | 'time_order' | 'signature_unproven';

export type Applied<State> = { readonly state: State; readonly flags: readonly Flag[] };
export type Outcome<State> = Applied<State> | Refusal;

/** What `apply` needs from outside its aggregate; only this is gathered and stored in the context. */
export type Need =
  | 'ruleSet'
  | 'parties'
  | 'otherVisits'
  | 'likeness'
  | 'claim'
  | 'bounds'
  | 'contractBasis'
  | 'payment'
  | 'erased';

/**
 * One type of operation. A *fact* happened and is never refused by the server (worst case it is parked); an *intent*
 * asks for something and may be refused.
 */
export type OperationType<State, Body, Type extends string = string> = {
  readonly type: Type;
  readonly kind: Kind;
  readonly nature: 'fact' | 'intent';
  readonly retention: Retention;
  /** What the person did, for lists: 訪問の開始 */
  readonly label: string;
  /** Who may do it. Empty: only the system. */
  readonly by: readonly Role[];
  readonly needs: readonly Need[];
  /** It begins a record that nobody knows yet. All others act on what their author reaches. */
  readonly opens?: true;
  readonly body: v.GenericSchema<unknown, Body>;
  /** Whether this is so grave that its author has to have shown a sign-in factor shortly before. Absent: never. */
  readonly grave?: (state: State, body: Body) => boolean;
  /** Hash of what the author of an intent must have seen; compared before `apply` (L1). Null: there is nothing to see yet. */
  readonly basis?: (state: State, body: Body) => string | null;
  readonly apply: (state: State, operation: Operation<Body>, context: Context) => Outcome<State>;
};

/** Keeps name, body and state together while a type is written; the register holds them with the body erased. */
export const defineOperation = <State, Body, const Type extends string>(
  type: OperationType<State, Body, Type>,
): OperationType<State, Body, Type> => type;

/** The operation was carried out. */
export const done = <State>(state: State, ...flags: readonly Flag[]): Applied<State> => ({ state, flags });
