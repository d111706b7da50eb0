import { useEffect, useState } from 'react';
import { type BankList, readBankList } from './bank-list.ts';

let loading: Promise<BankList> | null = null;

/** The list of banks, loaded when the first form asks for it: it weighs more than the whole app. */
const loadBankList = (): Promise<BankList> => {
  loading ??= import('virtual:bank-list').then((packed) => readBankList(packed.default));
  loading.catch(() => {
    loading = null;
  });
  return loading;
};

/** The list; null while it comes, `failed` where it cannot. */
export const useBankList = (): BankList | null | 'failed' => {
  const [list, setList] = useState<BankList | null | 'failed'>(null);
  useEffect(() => {
    let current = true;
    loadBankList().then(
      (loaded) => current && setList(loaded),
      () => current && setList('failed'),
    );
    return () => {
      current = false;
    };
  }, []);
  return list;
};
