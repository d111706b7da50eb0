import { expertsPaid } from '@banso/shared/engagement/team.ts';
import { useQuery, useSyncStatus } from '../../sync/banso-context.tsx';
import { NewTabLink } from '../../ui/button.tsx';
import { messages as common } from '../messages.ts';
import { paths } from '../paths.ts';
import { messages } from './messages.ts';

export type AccountPapersProps = {
  readonly person: string;
  /** Also with the account masked, for hands that need not know it. */
  readonly masked?: boolean;
};

/** 様式第6号 of each engagement whose programme has that form; the server prints what it has received. */
export function AccountPapers({ person, masked = false }: AccountPapersProps) {
  const { reachable } = useSyncStatus();
  const views = useQuery(
    async (store) =>
      (await store.engagements()).filter(
        ({ engagement, ruleSet }) => ruleSet?.accountForm && expertsPaid(engagement).includes(person),
      ),
    [person],
  );
  if (!views?.length) return null;
  if (reachable === false) return <p className="hint">{common.papersOffline}</p>;
  return (
    <ul className="payee__papers">
      {views.map(({ id, company, ruleSet }) => {
        const subject = { engagement: id, visit: person };
        const name = ruleSet?.accountForm?.name ?? '';
        return (
          <li key={id}>
            {company?.name}
            <NewTabLink look="text" href={paths.paper('account-form', subject)}>
              {common.paper(name)}
            </NewTabLink>
            {masked && (
              <NewTabLink look="text" href={paths.paper('account-form-copy', subject)}>
                {messages.maskedPaper(name)}
              </NewTabLink>
            )}
          </li>
        );
      })}
    </ul>
  );
}
