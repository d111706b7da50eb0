import { maskNumber } from '@banso/shared/lib/mask.ts';
import type { AccountVersion } from '@banso/shared/payee/payee.ts';
import { Fact, Facts } from '../../ui/facts.tsx';
import { messages } from './messages.ts';

export type AccountFactsProps = { readonly account: AccountVersion; readonly revealed: boolean };

/** What form 6 says of an account; hidden but for the last three digits until somebody asks for it (FP-10-一c). */
export function AccountFacts({ account, revealed }: AccountFactsProps) {
  const { bank, branch, type, number, yucho, holder, name, kana, address, telephone } = account;
  const shown = (text: string) => (revealed ? text : '****');
  return (
    <Facts>
      <Fact label={messages.kana}>{shown(kana)}</Fact>
      <Fact label={messages.name}>{shown(name)}</Fact>
      <Fact label={messages.address}>{shown(address)}</Fact>
      <Fact label={messages.telephone}>{revealed ? telephone : maskNumber(telephone)}</Fact>
      <Fact label={messages.bank}>{messages.bankOf(bank.name, bank.code)}</Fact>
      <Fact label={messages.branch}>{revealed ? messages.bankOf(branch.name, branch.code) : '****'}</Fact>
      <Fact label={messages.type}>{messages.types[type]}</Fact>
      <Fact
        label={messages.number}
        note={
          revealed && yucho ? `${messages.symbol} ${yucho.symbol}　${messages.yuchoNumber} ${yucho.number}` : undefined
        }
      >
        <span className="payee__number">{revealed ? number : maskNumber(number)}</span>
      </Fact>
      <Fact label={messages.holder}>{shown(holder)}</Fact>
    </Facts>
  );
}
