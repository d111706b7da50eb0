import type { Selectable } from 'kysely';
import type { OwnTenant } from './own-tenant.ts';

export type PaymentFileTable = {
  readonly tenant: OwnTenant;
  readonly run: string;
  readonly sha256: string;
  readonly sealed: Uint8Array;
  readonly madeAt: Date;
};

export type PaymentFileRow = Omit<Selectable<PaymentFileTable>, 'tenant'>;
