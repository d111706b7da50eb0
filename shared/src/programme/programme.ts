import type * as v from 'valibot';
import type { PartsOfKind } from '../operation/parts.ts';
import type { Consent } from './consent.ts';
import type { programmeBody } from './programme-registered.ts';
import type { Acceptance } from './acceptance.ts';
import type { IncidentContact } from './incident-contacts.ts';

/** A support programme with the versions of its rule set, oldest first. */
export type Programme = v.InferOutput<typeof programmeBody> & {
  readonly id: string;
  /** Companies taken in, where the programme has rules for it; the office's, and on no expert's device. */
  readonly acceptances?: readonly Acceptance[];
  /** 包括承諾, oldest first; none before the first was recorded. */
  readonly consents?: readonly Consent[];
  /** Whom to call after an incident, in this order; none before they were named. */
  readonly incidentContacts?: readonly IncidentContact[];
};

/** The part that holds the companies taken in. */
export const ACCEPTANCES = 'acceptances';

export const programmeParts: PartsOfKind<Programme | null> = {
  empty: null,
  toParts: (programme) => {
    if (programme === null) return [];
    const { acceptances, ...core } = programme;
    return [
      { part: 'core', retention: 'B', body: JSON.stringify(core) },
      ...(acceptances ? [{ part: ACCEPTANCES, retention: 'B', body: JSON.stringify(acceptances) } as const] : []),
    ];
  },
  fromParts: (parts) => {
    const textOf = (name: string) => parts.find(({ part }) => part === name)?.body;
    const [core, acceptances] = [textOf('core'), textOf(ACCEPTANCES)];
    if (core === undefined) return null;
    // Both texts were written by toParts.
    const programme = JSON.parse(core) as Programme;
    return acceptances === undefined
      ? programme
      : { ...programme, acceptances: JSON.parse(acceptances) as readonly Acceptance[] };
  },
};

/** The rule set an engagement lives under: of the day of its contract, and until there is one the newest. */
export const ruleSetOf = (programme: Programme, contract: { readonly concludedOn: string } | null) =>
  contract ? ruleSetOn(programme, contract.concludedOn) : (programme.ruleSets.at(-1) ?? null);

/** The rule set that binds a contract of this day: the latest one valid then (F-S); before the first one, the first. */
export const ruleSetOn = (programme: Programme, day: string) =>
  programme.ruleSets.findLast(({ validFrom }) => validFrom <= day) ?? programme.ruleSets[0] ?? null;
