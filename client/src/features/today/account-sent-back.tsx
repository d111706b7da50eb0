import { newestAccount, stateOfAccount } from '@banso/shared/payee/payee.ts';
import { useBanso, useQuery } from '../../sync/banso-context.tsx';
import { Row, Rows } from '../../ui/row.tsx';
import { StateMark } from '../../ui/state-mark.tsx';
import { paths } from '../paths.ts';
import { messages } from './messages.ts';

/** One's account that accounting sent back: nobody is paid before it is mended. */
export function AccountSentBack() {
  const { me } = useBanso();
  const payee = useQuery((store) => store.payee(me.person), [me.person]);
  const account = payee && newestAccount(payee);
  if (!account || stateOfAccount(account) !== 'sentBack') return null;
  return (
    <section className="section">
      <Rows>
        <Row
          title={messages.accountSentBack}
          detail={messages.accountSentBackHint}
          state={<StateMark state="returned" />}
          href={paths.payee}
        />
      </Rows>
    </section>
  );
}
