import { join } from 'node:path';
import * as v from 'valibot';

const port = v.pipe(v.string(), v.regex(/^\d{1,5}$/), v.transform(Number), v.maxValue(65_535));

const variables = v.object({
  PORT: v.optional(port, '8787'),
  HOST: v.optional(v.string(), '0.0.0.0'),
  DATA_DIR: v.optional(v.pipe(v.string(), v.minLength(1)), './data'),
  DATABASE_URL: v.optional(v.pipe(v.string(), v.regex(/^postgres(ql)?:\/\//))),
  BASE_URL: v.optional(v.pipe(v.string(), v.url())),
  KEY_FILE: v.optional(v.string()),
  PROXIES: v.optional(v.pipe(v.string(), v.regex(/^\d$/), v.transform(Number)), '0'),
  SAMPLE: v.optional(v.picklist(['auto', 'off']), 'auto'),
  BANSO_CLIENT_DIR: v.string(),
  BANSO_MIGRATIONS_DIR: v.string(),
  BANSO_FORMS_DIR: v.string(),
  BANSO_PGLITE_DIR: v.optional(v.string()),
  SMTP_URL: v.optional(v.pipe(v.string(), v.url(), v.regex(/^smtps?:\/\/[^/]/))),
  TIMESTAMP_URL: v.optional(v.pipe(v.string(), v.url(), v.regex(/^https?:\/\/[^/]/))),
  BACKUP_DIR: v.optional(v.pipe(v.string(), v.minLength(1))),
  BACKUP_KEYS_DIR: v.optional(v.pipe(v.string(), v.minLength(1))),
  BACKUP_HOURS: v.optional(v.pipe(v.string(), v.regex(/^\d{1,3}$/), v.transform(Number)), '1'),
  MAIL_FROM: v.optional(v.pipe(v.string(), v.email())),
});

const environmentSchema = v.pipe(
  variables,
  // Some address has to stand in a mail, and no guess of ours can be right.
  v.forward(
    v.check(({ SMTP_URL, MAIL_FROM }) => SMTP_URL === undefined || MAIL_FROM !== undefined),
    ['MAIL_FROM'],
  ),
);

export type Config = {
  readonly port: number;
  readonly host: string;
  readonly dataDir: string;
  readonly databaseUrl: string | undefined;
  readonly baseUrl: string | null;
  readonly keyFile: string;
  /** How many proxies stand in front of the server and say who asked them. */
  readonly proxies: number;
  readonly sample: boolean;
  readonly clientDir: string;
  readonly migrationsDir: string;
  readonly formsDir: string;
  readonly pgliteDir: string | undefined;
  /** Where backups lie, and apart from them their keys. */
  readonly backupDir: string;
  readonly backupKeysDir: string;
  /** Hours between two backups of the running server; 0: it makes none by itself. */
  readonly backupHours: number;
  /** Where a time-stamping authority answers; null: papers are signed without a time stamp. */
  readonly timestampUrl: string | null;
  /** The mail server, and the address mails come from; null: the desk tells companies by letter, FAX and telephone. */
  readonly mail: { readonly smtpUrl: string; readonly from: string } | null;
};

/** Settings from the environment; null with the names of what is wrong, so that a typing mistake is told and not guessed at. */
export const readConfig = (
  environment: Readonly<Record<string, string | undefined>>,
): { readonly config: Config } | { readonly wrong: readonly string[] } => {
  const parsed = v.safeParse(environmentSchema, environment);
  if (!parsed.success) return { wrong: [...new Set(parsed.issues.map((issue) => v.getDotPath(issue) ?? '?'))] };
  const { output } = parsed;
  return {
    config: {
      port: output.PORT,
      host: output.HOST,
      dataDir: output.DATA_DIR,
      databaseUrl: output.DATABASE_URL,
      baseUrl: output.BASE_URL ?? null,
      keyFile: output.KEY_FILE ?? join(output.DATA_DIR, 'keys', 'key-file'),
      proxies: output.PROXIES,
      sample: output.SAMPLE === 'auto',
      clientDir: output.BANSO_CLIENT_DIR,
      migrationsDir: output.BANSO_MIGRATIONS_DIR,
      formsDir: output.BANSO_FORMS_DIR,
      pgliteDir: output.BANSO_PGLITE_DIR,
      backupDir: output.BACKUP_DIR ?? join(output.DATA_DIR, 'backups'),
      backupKeysDir: output.BACKUP_KEYS_DIR ?? join(output.DATA_DIR, 'backup-keys'),
      backupHours: output.BACKUP_HOURS,
      timestampUrl: output.TIMESTAMP_URL ?? null,
      mail: output.SMTP_URL && output.MAIL_FROM ? { smtpUrl: output.SMTP_URL, from: output.MAIL_FROM } : null,
    },
  };
};
