import type { Account } from '@banso/shared/protocol/sign-in.ts';
import type { ServerAnswer } from '../../sync/server-transport.ts';
import { signInTransport } from '../../sync/sign-in-transport.ts';
import type { AnswerFailure } from '../answer-problem.tsx';
import { useAsked } from '../use-asked.ts';
import { type Proof, useProof } from '../use-proof.tsx';

export type OwnAccount = {
  /** Undefined until the first answer. */
  readonly account: Account | undefined;
  readonly failure: AnswerFailure | null;
  readonly load: () => Promise<void>;
  /** Asks for something, once the person has just proven themselves, and shows what it is now. */
  readonly change: (wish: () => Promise<ServerAnswer<null>>) => Promise<void>;
} & Proof;

/** The person's own ways and sessions; each change asks who it is first. */
export const useAccount = (): OwnAccount => {
  const { answer: account, failure, load, change } = useAsked(signInTransport.account);
  const { prove, question } = useProof();
  const changeOnceProven: OwnAccount['change'] = async (wish) => {
    if (await prove()) await change(wish);
  };
  return { account, failure, load, change: changeOnceProven, prove, question };
};
