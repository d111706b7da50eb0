import type { PeopleAnswer } from '@banso/shared/protocol/people.ts';
import { peopleTransport } from '../../sync/people-transport.ts';
import { type Asked, useAsked } from '../use-asked.ts';

/** How everybody signs in. */
export type People = Asked<PeopleAnswer>;
export const usePeople = (): People => useAsked(peopleTransport.list);
