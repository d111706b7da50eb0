import type { OwnTenant } from './own-tenant.ts';

export type AccessLogTable = {
  readonly tenant: OwnTenant;
  readonly position: number;
  readonly at: Date;
  readonly event: string;
  readonly person: string | null;
  readonly kind: string | null;
  readonly aggregateId: string | null;
  readonly look: string | null;
  readonly text: string;
  readonly chain: string;
};

export type AccessHeadTable = { readonly tenant: OwnTenant; readonly position: number; readonly chain: string };
