import type { VoucherAnswer } from '@banso/shared/protocol/verification.ts';
import { clockTimeInJapan, dayInJapan } from '@banso/shared/time/day.ts';
import { wareki } from '@banso/shared/time/wareki.ts';
import { useEffect, useState } from 'react';
import type { ServerAnswer } from '../../sync/server-transport.ts';
import { verifyVoucher } from '../../sync/verification-transport.ts';
import { AppBar } from '../../ui/app-bar.tsx';
import { Button } from '../../ui/button.tsx';
import { Fact, Facts } from '../../ui/facts.tsx';
import { Notice, type NoticeKind } from '../../ui/notice.tsx';
import { Screen } from '../../ui/screen.tsx';
import { messages } from './messages.ts';
import { NotAnswered } from './not-answered.tsx';
import './verify.css';

/** For a company that photographed the code of what it confirmed: has the office received it, and as it was given? */
export function VoucherPage({ voucher }: { readonly voucher: string }) {
  const [asked, setAsked] = useState(1);
  const [answered, setAnswered] = useState<{ readonly of: number; readonly answer: ServerAnswer<VoucherAnswer> }>();
  useEffect(() => {
    void verifyVoucher(voucher).then((answer) => setAnswered({ of: asked, answer }));
  }, [voucher, asked]);
  const again = () => setAsked((now) => now + 1);
  const answer = answered?.of === asked ? answered.answer : null;
  return (
    <Screen bar={<AppBar title={messages.voucher.title} />}>
      <div role="status" className="verify__result">
        {!answer && <p>{messages.asking}</p>}
        {answer &&
          ('answer' in answer ? <Found {...answer.answer} again={again} /> : <NotAnswered {...{ answer, again }} />)}
      </div>
    </Screen>
  );
}

function Found({ result, confirmed, again }: VoucherAnswer & { readonly again: () => void }) {
  const { voucher } = messages;
  return (
    <>
      <Notice
        kind={KINDS[result]}
        title={voucher.results[result]}
        actions={result === 'notArrived' && <Button onClick={again}>{messages.again}</Button>}
      >
        {voucher.mend[result] && <p>{voucher.mend[result]}</p>}
      </Notice>
      {confirmed && (
        <Facts>
          {confirmed.number !== null && <Fact label={messages.number}>{messages.numberOf(confirmed.number)}</Fact>}
          {confirmed.on !== null && <Fact label={messages.day}>{wareki(confirmed.on)}</Fact>}
          {confirmed.arrivedAtMs !== null && (
            <Fact label={voucher.arrived}>
              {wareki(dayInJapan(confirmed.arrivedAtMs))} {clockTimeInJapan(confirmed.arrivedAtMs)}
            </Fact>
          )}
        </Facts>
      )}
    </>
  );
}

const KINDS: Readonly<Record<VoucherAnswer['result'], NoticeKind>> = {
  genuine: 'done',
  superseded: 'warn',
  altered: 'error',
  notArrived: 'warn',
  unknown: 'warn',
};
