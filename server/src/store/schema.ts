import type { AccessHeadTable, AccessLogTable } from './access-tables.ts';
import type { BackupRunTable, BackupTable } from './backup-tables.ts';
import type { OwnTenant } from './own-tenant.ts';
import type { PaymentFileTable } from './payment-tables.ts';
import type { Generated, Insertable, Selectable, Transaction as KyselyTransaction } from 'kysely';

/** One open transaction: what every query of the store takes first. */
export type Transaction = KyselyTransaction<Database>;

/** The tables as the code sees them: camelCase, int8 as number, timestamptz as Date, bytea as Uint8Array. */
export type Database = {
  readonly tenant: TenantTable;
  readonly record: RecordTable;
  readonly part: PartTable;
  readonly feed: FeedTable;
  readonly reach: ReachTable;
  readonly personScope: PersonScopeTable;
  readonly device: DeviceTable;
  readonly deviceBranch: DeviceBranchTable;
  readonly deviceFact: DeviceFactTable;
  readonly log: LogTable;
  readonly sealKey: SealKeyTable;
  readonly receipt: ReceiptTable;
  readonly serverKey: ServerKeyTable;
  readonly operationType: OperationTypeTable;
  readonly officeCertificate: OfficeCertificateTable;
  readonly signInCredential: SignInCredentialTable;
  readonly session: SessionTable;
  readonly account: AccountTable;
  readonly passkey: PasskeyTable;
  readonly ceremony: CeremonyTable;
  readonly mailCode: MailCodeTable;
  readonly signInWait: SignInWaitTable;
  readonly firstStart: FirstStartTable;
  readonly printedPaper: PrintedPaperTable;
  readonly paymentFile: PaymentFileTable;
  readonly blobUpload: BlobUploadTable;
  readonly blobChunk: BlobChunkTable;
  readonly blob: BlobTable;
  readonly notice: NoticeTable;
  readonly accessLog: AccessLogTable;
  readonly accessHead: AccessHeadTable;
  readonly backup: BackupTable;
  readonly backupRun: BackupRunTable;
};

/** A type of operations, and when a program that knows it was last started here. */
type OperationTypeTable = { readonly type: string; readonly toldAt: Date };

type TenantTable = {
  readonly id: string;
  readonly name: string;
  readonly epoch: Generated<number>;
  readonly head: Generated<number>;
  readonly logPosition: Generated<number>;
  readonly chain: Generated<string>;
  readonly sample: Generated<boolean>;
  readonly createdAt: Date;
  readonly expertsByLinkAlone: Generated<boolean>;
  readonly deviceLimit: Generated<number>;
  /** Set by a restore until somebody has closed it. */
  readonly restoredAt: Generated<Date | null>;
  readonly restoredFrom: Generated<Date | null>;
};

type RecordTable = { readonly tenant: OwnTenant; readonly kind: string; readonly id: string };

type PartTable = {
  readonly tenant: OwnTenant;
  readonly kind: string;
  readonly aggregateId: string;
  readonly part: string;
  readonly version: number;
  readonly retention: string;
  readonly body: string;
  readonly head: number;
};

type FeedTable = {
  readonly tenant: OwnTenant;
  readonly scope: string;
  readonly kind: string;
  readonly aggregateId: string;
  readonly part: string;
  readonly present: boolean;
  readonly head: number;
};

type ReachTable = {
  readonly tenant: OwnTenant;
  readonly scope: string;
  readonly kind: string;
  readonly aggregateId: string;
  readonly becauseKind: string;
  readonly becauseId: string;
};

type PersonScopeTable = {
  readonly tenant: OwnTenant;
  readonly person: string;
  readonly scope: string;
  readonly grantedHead: number;
  /** The last day in Japan on which the person reads it; null: no end. */
  readonly until: string | null;
};

type DeviceTable = {
  readonly tenant: OwnTenant;
  readonly id: string;
  readonly person: string;
  readonly publicKey: string;
  readonly label: string;
  readonly appVersion: string;
  readonly registeredAt: Date;
  readonly lastSeenAt: Date;
  readonly revokedAt: Date | null;
  readonly declaredAt: Date | null;
  readonly place: string | null;
  readonly waitingOperations: Generated<number>;
  readonly waitingPhotos: Generated<number>;
  readonly oldestWaitingAt: Date | null;
  readonly recordedTo: Generated<number>;
  readonly clockOffsetMs: number | null;
  readonly persisted: boolean | null;
  readonly freeMb: number | null;
  readonly usedMb: number | null;
  readonly reserve: string | null;
};

type DeviceFactTable = {
  readonly tenant: OwnTenant;
  readonly device: string;
  readonly number: number;
  readonly type: string;
  readonly at: Date;
  readonly text: string;
};

type DeviceBranchTable = {
  readonly tenant: OwnTenant;
  readonly device: string;
  readonly branch: number;
  readonly parentBranch: number | null;
  readonly parentSeq: number;
  readonly lastSeq: number;
  readonly tip: string;
};

type LogTable = {
  readonly tenant: OwnTenant;
  readonly position: number;
  readonly head: number;
  readonly device: string;
  readonly branch: number;
  readonly seq: number;
  readonly span: number;
  readonly operationId: string | null;
  readonly type: string;
  readonly kind: string | null;
  readonly aggregateId: string | null;
  readonly retention: string;
  readonly actor: string | null;
  readonly hash: string;
  readonly deviceChain: string;
  readonly chain: string;
  readonly keyOwner: string;
  readonly sealedText: Uint8Array;
  readonly sealedContext: Uint8Array | null;
  readonly verdict: string;
  readonly verdictDetail: string;
  readonly receipt: string | null;
  readonly receivedAt: Date;
};

type SealKeyTable = {
  readonly tenant: OwnTenant;
  readonly owner: string;
  readonly class: string;
  readonly wrapped: Uint8Array | null;
  readonly destroyedAt: Date | null;
};

type ReceiptTable = {
  readonly tenant: OwnTenant;
  readonly id: string;
  readonly device: string;
  readonly branch: number;
  readonly fromSeq: number;
  readonly toSeq: number;
  readonly text: string;
  readonly signature: string;
  readonly pushSignature: string;
  readonly at: Date;
};

type ServerKeyTable = {
  readonly id: string;
  readonly publicKey: string;
  readonly wrappedPrivate: Uint8Array;
  readonly createdAt: Date;
};

type OfficeCertificateTable = {
  readonly tenant: OwnTenant;
  readonly number: number;
  readonly certificates: string;
  readonly wrappedPrivate: Uint8Array;
  readonly selfIssued: boolean;
  readonly createdAt: Date;
};

type SignInCredentialTable = {
  readonly hash: string;
  readonly tenant: string;
  readonly person: string;
  readonly form: string;
  readonly expiresAt: Date;
  readonly usedAt: Date | null;
};

type SessionTable = {
  readonly id: string;
  readonly hash: string;
  readonly nextHash: string | null;
  readonly previousHash: string | null;
  readonly previousUntil: Date | null;
  readonly renewedAt: Date;
  readonly tenant: string;
  readonly person: string;
  readonly label: string;
  readonly ways: string;
  readonly enough: boolean;
  readonly idleSeconds: number;
  readonly createdAt: Date;
  readonly expiresAt: Date;
  readonly lastSeenAt: Date;
  readonly device: string | null;
  readonly provenAt: Date;
};

type AccountTable = {
  readonly tenant: string;
  readonly person: string;
  readonly handle: string;
  readonly sealedEmail: Uint8Array | null;
  readonly emailIndex: string | null;
  readonly sealedTotp: Uint8Array | null;
  readonly totpSince: Date | null;
  readonly totpStep: number | null;
};

type PasskeyTable = {
  readonly id: string;
  readonly tenant: string;
  readonly person: string;
  readonly publicKey: Uint8Array;
  readonly counter: number;
  readonly transports: string;
  readonly label: string;
  readonly backedUp: boolean;
  readonly prf: boolean;
  readonly createdAt: Date;
  readonly lastUsedAt: Date | null;
  readonly suspectSince: Date | null;
};

type CeremonyTable = {
  readonly challenge: string;
  readonly purpose: string;
  readonly tenant: string | null;
  readonly person: string | null;
  readonly session: string | null;
  readonly expiresAt: Date;
};

type MailCodeTable = {
  readonly id: string;
  readonly tenant: string;
  readonly person: string;
  readonly purpose: string;
  readonly codeHash: string;
  readonly sealedEmail: Uint8Array;
  readonly expiresAt: Date;
};

type SignInWaitTable = {
  readonly subject: string;
  readonly failures: number;
  readonly lastAt: Date;
  readonly waitUntil: Date;
};

type FirstStartTable = {
  readonly hash: string;
  readonly createdAt: Date;
  readonly expiresAt: Date;
  readonly tenant: string | null;
  readonly person: string | null;
};

type PrintedPaperTable = {
  readonly tenant: OwnTenant;
  readonly fileHash: string;
  readonly code: string;
  readonly form: string;
  readonly engagement: string;
  readonly subject: string;
  readonly printedAt: Date;
};

type BlobUploadTable = {
  readonly tenant: OwnTenant;
  readonly kind: string;
  readonly aggregateId: string;
  readonly part: string;
  readonly device: string;
  readonly received: number;
  readonly touchedAt: Date;
  readonly sealed: boolean;
};

type BlobChunkTable = {
  readonly tenant: OwnTenant;
  readonly kind: string;
  readonly aggregateId: string;
  readonly part: string;
  readonly start: number;
  readonly sealed: Uint8Array;
};

type BlobTable = {
  readonly tenant: OwnTenant;
  readonly kind: string;
  readonly aggregateId: string;
  readonly part: string;
  readonly retention: string;
  readonly sentSha256: string;
  readonly sha256: string;
  readonly type: string;
  readonly bytes: number;
  readonly sealed: Uint8Array;
  readonly storedAt: Date;
};

type NoticeTable = {
  readonly tenant: OwnTenant;
  readonly id: string;
  readonly event: string;
  readonly programme: string;
  readonly engagement: string;
  readonly visit: string;
  readonly objection: string | null;
  readonly callBack: boolean;
  readonly state: string;
  readonly way: string | null;
  readonly round: Generated<number>;
  readonly tries: Generated<number>;
  readonly why: string | null;
  readonly dueAt: Date;
  readonly leaseUntil: Date | null;
  readonly sealedContent: Uint8Array | null;
  readonly createdAt: Date;
  readonly toldAt: Date | null;
  readonly toldBy: string | null;
};

export type BackupRunRow = Omit<Selectable<BackupRunTable>, 'tenant'>;
export type TenantRow = Selectable<TenantTable>;
export type PartRow = Omit<Selectable<PartTable>, 'tenant'>;
export type FeedRow = Omit<Selectable<FeedTable>, 'tenant'>;
export type ReachRow = Omit<Selectable<ReachTable>, 'tenant'>;
export type DeviceRow = Omit<Selectable<DeviceTable>, 'tenant'>;
export type DeviceFactRow = Omit<Selectable<DeviceFactTable>, 'tenant'>;
export type DeviceBranchRow = Omit<Selectable<DeviceBranchTable>, 'tenant'>;
export type LogRow = Omit<Selectable<LogTable>, 'tenant'>;
export type SealKeyRow = Omit<Selectable<SealKeyTable>, 'tenant'>;
export type ReceiptRow = Omit<Selectable<ReceiptTable>, 'tenant'>;
export type OfficeCertificateRow = Omit<Selectable<OfficeCertificateTable>, 'tenant'>;
export type ServerKeyRow = Insertable<ServerKeyTable>;
export type SignInCredentialRow = Selectable<SignInCredentialTable>;
export type SessionRow = Selectable<SessionTable>;
export type AccountRow = Selectable<AccountTable>;
export type PasskeyRow = Selectable<PasskeyTable>;
export type CeremonyRow = Selectable<CeremonyTable>;
export type MailCodeRow = Selectable<MailCodeTable>;
export type FirstStartRow = Selectable<FirstStartTable>;
export type PrintedPaperRow = Selectable<PrintedPaperTable>;
export type BlobUploadRow = Omit<Selectable<BlobUploadTable>, 'tenant'>;
export type BlobRow = Omit<Selectable<BlobTable>, 'tenant'>;
export type AccessLogRow = Omit<Selectable<AccessLogTable>, 'tenant'>;
export type AccessHeadRow = Omit<Selectable<AccessHeadTable>, 'tenant'>;
export type NoticeTableRow = Omit<Selectable<NoticeTable>, 'tenant'>;
