import {
  type InvitationAnswer,
  invitationAnswerSchema,
  type PeopleAnswer,
  peopleAnswerSchema,
} from '@banso/shared/protocol/people.ts';
import * as v from 'valibot';
import { ask, type ServerAnswer } from './server-transport.ts';

/** What administrators ask about how people sign in. Never throws. */
export const peopleTransport = {
  list: (): Promise<ServerAnswer<PeopleAnswer>> =>
    ask('/api/people', {
      read: (body) => {
        const parsed = v.safeParse(peopleAnswerSchema, body);
        return parsed.success ? parsed.output : undefined;
      },
    }),
  /** With an address the link goes there as well, where the server can mail. */
  invite: (person: string, email: string | null): Promise<ServerAnswer<InvitationAnswer>> =>
    giving(person, 'invitation', email === null ? {} : { email }),
  recover: (person: string): Promise<ServerAnswer<InvitationAnswer>> => giving(person, 'recovery', {}),
  withdraw: (person: string): Promise<ServerAnswer<null>> => telling(`${placeOf(person)}/invitation/withdraw`, {}),
  signOut: (person: string): Promise<ServerAnswer<null>> => telling(`${placeOf(person)}/sign-out`, {}),
  setExpertsByLinkAlone: (expertsByLinkAlone: boolean): Promise<ServerAnswer<null>> =>
    telling('/api/people/setting', { expertsByLinkAlone }),
} as const;

const placeOf = (person: string): string => `/api/people/${encodeURIComponent(person)}`;

const giving = (person: string, what: string, body: object): Promise<ServerAnswer<InvitationAnswer>> =>
  ask(`${placeOf(person)}/${what}`, {
    read: (answer) => {
      const parsed = v.safeParse(invitationAnswerSchema, answer);
      return parsed.success ? parsed.output : undefined;
    },
    body,
  });

const telling = (path: string, body: object): Promise<ServerAnswer<null>> => ask(path, { read: () => null, body });
