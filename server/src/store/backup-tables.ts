import type { OwnTenant } from './own-tenant.ts';

export type BackupTable = {
  readonly tenant: OwnTenant;
  readonly id: string;
  readonly at: Date;
  readonly logPosition: number;
};

export type BackupRunTable = {
  readonly tenant: OwnTenant;
  readonly id: string;
  readonly at: Date;
  readonly what: 'made' | 'failed' | 'restored';
  readonly bytes: number | null;
  readonly sha256: string | null;
  readonly why: string | null;
};
