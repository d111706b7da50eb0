import { readFileSync } from 'node:fs';
import { readRegistrationNumber } from '@banso/shared/money/registration-number.ts';
import { regionOf } from '@banso/shared/money/regions.ts';
import { toTransferKana } from '@banso/shared/money/transfer/kana.ts';
import { makeTransferFile, type TransferBatch } from '@banso/shared/money/transfer/transfer-file.ts';
import { yuchoAccount } from '@banso/shared/money/transfer/yucho.ts';
import { REGION_TABLES } from '@banso/shared/programmes/region-tables.ts';
import type { CaseKind } from './case.ts';

export const region: CaseKind = {
  given: ['address'],
  work: ({ address }) => {
    const found = regionOf(String(address), REGION_TABLES['fukuoka-r5']);
    return { region: found?.no ?? null, municipality: found?.municipality ?? null };
  },
};

export const transferKana: CaseKind = {
  given: ['name'],
  work: ({ name }) => {
    const { kana, refused } = toTransferKana(String(name));
    return { kana, refused, accepted: refused.length === 0 };
  },
};

export const yucho: CaseKind = {
  given: ['symbol', 'number'],
  work: ({ symbol, number }) => {
    const account = yuchoAccount(String(symbol), String(number));
    const nothing = { branch: null, branchKana: null, type: null, number: null, refused: null };
    return 'code' in account ? { ...nothing, refused: account.code } : { ...nothing, ...account };
  },
};

/** 登録番号: `payee` is individual, corporation, or left out. */
export const registrationNumber: CaseKind = {
  given: ['typed', 'payee'],
  work: ({ typed, payee }) => {
    const kind = payee === 'individual' || payee === 'corporation' ? payee : null;
    const read = readRegistrationNumber(String(typed), kind);
    return { number: read?.number ?? null, warnings: read?.warnings.length ?? 0 };
  },
};

/** `sameAs` names a file beside the cases. */
export const transferFile: CaseKind = {
  given: ['batch', 'sameAs'],
  work: ({ batch, sameAs }) => {
    // The case's own batch: makeTransferFile judges every field of it.
    const made = makeTransferFile(batch as TransferBatch);
    if ('refused' in made)
      return {
        refused: made.refused.map(({ code, line }) => `${code}/${line ?? 'batch'}`),
        count: null,
        totalYen: null,
        same: null,
      };
    const { bytes, count, totalYen } = made;
    const same =
      typeof sameAs === 'string' ? readFileSync(new URL(sameAs, import.meta.url)).equals(Buffer.from(bytes)) : null;
    return { refused: [], count, totalYen, same };
  },
};
