import type { Role } from '@banso/shared/operation/context.ts';
import { tellsCompanies } from '@banso/shared/scope/reach.ts';
import type { ReactNode } from 'react';
import { useBanso, useSyncStatus } from '../sync/banso-context.tsx';
import { DeskFrame } from '../ui/desk-frame.tsx';
import { ConnectionStrips } from './connection-strips.tsx';
import { messages } from './messages.ts';
import { paths } from './paths.ts';

export type DeskPlacesProps = {
  readonly current: 'review' | 'payments' | 'notices' | 'payees' | 'people' | 'access' | 'outbox' | 'more';
  /** How many visits wait for a decision, where it is known. */
  readonly toReview?: number | undefined;
  /** How many notices wait for somebody, where it is known. */
  readonly toTell?: number | undefined;
  readonly children: ReactNode;
};

/** Who works with whom the office pays; the account itself is for accounting alone. */
const PAYING: readonly Role[] = ['accounting', 'staff', 'approver', 'administrator'];
/** Who has a part in paying; others who read amounts find it under その他. */
const PAYERS: readonly Role[] = ['accounting', 'approver'];

/** The desk with its places; telling companies is a place for those alone who may. */
export function DeskPlaces({ current, toReview, toTell, children }: DeskPlacesProps) {
  const { me } = useBanso();
  const { attention } = useSyncStatus();
  return (
    <DeskFrame
      name={me.tenantName}
      sample={me.sample}
      placesLabel={messages.tabs}
      places={[
        { href: paths.desk, label: messages.placeReview, current: current === 'review', count: toReview },
        ...(me.roles.some(({ role }) => PAYERS.includes(role))
          ? [{ href: paths.payments, label: messages.placePayments, current: current === 'payments' }]
          : []),
        ...(tellsCompanies(me.roles)
          ? [{ href: paths.notices, label: messages.placeNotices, current: current === 'notices', count: toTell }]
          : []),
        ...(me.roles.some(({ role }) => PAYING.includes(role))
          ? [{ href: paths.payees, label: messages.placePayees, current: current === 'payees' }]
          : []),
        ...(me.roles.some(({ role }) => role === 'administrator')
          ? [{ href: paths.people, label: messages.placePeople, current: current === 'people' }]
          : []),
        ...(me.roles.some(({ role }) => role === 'administrator' || role === 'privacyManager')
          ? [{ href: paths.access, label: messages.placeAccess, current: current === 'access' }]
          : []),
        { href: paths.outbox, label: messages.tabOutbox, current: current === 'outbox', count: attention },
        { href: paths.more, label: messages.tabMore, current: current === 'more' },
      ]}
      aside={me.name}
      skipLabel={messages.skip}
      strips={<ConnectionStrips />}
    >
      {children}
    </DeskFrame>
  );
}
