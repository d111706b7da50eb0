import { bytesToHex, hexToBytes } from '@noble/hashes/utils.js';
import { base64urlToBytes, bytesToBase64url } from '../lib/base64url.ts';
import { type Confirmation, type Statement, statementOf } from './confirmation.ts';

/**
 * 控え: what a company takes home of a confirmation given on the expert's phone, as a code to photograph. The device's signature
 * in it proves that the confirmation was made: before the server has it, and against a device that sends another one.
 */
export type Voucher = {
  readonly tenant: string;
  readonly engagement: string;
  readonly device: string;
  readonly statement: Statement;
  /** Of the device's key over the statement's text: r ‖ s, base64url. */
  readonly signature: string;
};

/** Of a confirmation that an expert's device made. */
export const voucherOf = (
  confirmation: Confirmation,
  { tenant, engagement }: Pick<Voucher, 'tenant' | 'engagement'>,
): Voucher => {
  const { id, device, deviceSignature: signature } = confirmation;
  return { tenant, engagement, device, statement: statementOf({ ...confirmation, confirmation: id }), signature };
};

const ID = '[A-Za-z0-9][A-Za-z0-9._-]{0,79}';
const HASH = '[A-Za-z0-9_-]{43}';
const VOUCHER = new RegExp(
  `^(${ID})~(${ID})~(${ID})~([0-9a-f-]{36})~(${HASH})~(${HASH})~(${HASH})~([A-Za-z0-9_-]{86})$`,
);

/** At most 530 characters, about 350 as a rule: short enough for a code that a phone reads from another one's screen. */
export const voucherText = ({ tenant, engagement, device, statement, signature }: Voucher): string => {
  const { confirmation, hash, manner, people } = statement;
  return [tenant, engagement, device, confirmation, ...[hash, manner, people].map(shortened), signature].join('~');
};

/** Null for what is no voucher at all. */
export const readVoucher = (text: string): Voucher | null => {
  const [, tenant, engagement, device, confirmation, ...rest] = VOUCHER.exec(text) ?? [];
  const [hash, manner, people, signature] = [...rest.slice(0, 3).map(lengthened), rest[3]];
  return tenant && engagement && device && confirmation && hash && manner && people && signature
    ? { tenant, engagement, device, statement: { confirmation, hash, manner, people }, signature }
    : null;
};

const shortened = (hex: string): string => bytesToBase64url(hexToBytes(hex));
const lengthened = (short: string): string => bytesToHex(base64urlToBytes(short) ?? new Uint8Array());
