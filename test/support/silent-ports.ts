import type { AppPorts } from '@banso/client/app/browser.ts';

const unreachable = () => Promise.resolve({ unreachable: true } as const);

/** Ports of an app whose screens ask nobody anything: what it records, sends and fetches needs none of these. */
export const SILENT_PORTS = {
  account: { me: unreachable, signOut: unreachable },
  office: {
    confirmationCode: unreachable,
    notices: unreachable,
    noticeContents: unreachable,
    changeNotice: unreachable,
    accesses: unreachable,
    accessReport: unreachable,
    backups: unreachable,
    signOffAccesses: unreachable,
    endRestoration: unreachable,
  },
  devices: {
    register: unreachable,
    declare: unreachable,
    revoke: unreachable,
    note: unreachable,
    takeUnsent: unreachable,
    setLimit: unreachable,
    confirmErased: unreachable,
  },
  whereabouts: () => Promise.resolve('unknown'),
} as const satisfies Partial<AppPorts> | { readonly account: Omit<AppPorts['account'], 'registerDevice'> };
