import { createHash, generateKeyPairSync, type KeyObject, randomBytes, sign } from 'node:crypto';
import type { NewPasskey, PasskeyAnswer } from '@banso/shared/protocol/sign-in.ts';

/** What the authenticator and its browser say; a test changes one of them to lie. */
export type Lie = {
  readonly origin?: string;
  readonly rpId?: string;
  readonly challenge?: string;
  readonly type?: string;
  readonly userVerified?: boolean;
  readonly userPresent?: boolean;
  readonly counter?: number;
  readonly userHandle?: string;
  readonly id?: string;
  readonly alterSignature?: boolean;
  readonly crossOrigin?: boolean;
};

type CreationOptions = { readonly challenge: string; readonly user: { readonly id: string } };
type RequestOptions = { readonly challenge: string };

/** A passkey in software: the two ceremonies of WebAuthn as an authenticator and its browser carry them out, honest or not. */
export type SoftwareAuthenticator = {
  readonly make: (options: CreationOptions, lie?: Lie) => NewPasskey;
  readonly answer: (options: RequestOptions, lie?: Lie) => PasskeyAnswer;
};

export type AuthenticatorSetting = {
  readonly origin: string;
  readonly rpId: string;
  readonly label?: string;
  readonly prf?: boolean;
  /** A synced passkey never counts. */
  readonly counts?: boolean;
};

export const softwareAuthenticator = ({
  origin,
  rpId,
  label = '見本の端末',
  prf = false,
  counts = true,
}: AuthenticatorSetting): SoftwareAuthenticator => {
  const { publicKey, privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  const id = randomBytes(32);
  let userHandle = '';
  let counter = 0;
  const next = (lie: Lie): number => {
    counter += counts ? 1 : 0;
    return lie.counter ?? counter;
  };
  const clientData = (type: string, challenge: string, lie: Lie): Buffer =>
    Buffer.from(
      JSON.stringify({
        type: lie.type ?? type,
        challenge: lie.challenge ?? challenge,
        origin: lie.origin ?? origin,
        crossOrigin: lie.crossOrigin ?? false,
      }),
    );
  const flags = (lie: Lie, attested: boolean): number =>
    (lie.userPresent === false ? 0 : 0x01) | (lie.userVerified === false ? 0 : 0x04) | (attested ? 0x40 : 0);
  const authData = (lie: Lie, attested: Buffer | null): Buffer =>
    Buffer.concat([
      createHash('sha256')
        .update(lie.rpId ?? rpId)
        .digest(),
      Buffer.of(flags(lie, attested !== null)),
      uint32(next(lie)),
      ...(attested ? [attested] : []),
    ]);
  const frame = { id: id.toString('base64url'), rawId: id.toString('base64url'), type: 'public-key' } as const;
  return {
    make: (options, lie = {}) => {
      userHandle = options.user.id;
      const attested = Buffer.concat([Buffer.alloc(16), uint16(id.length), id, coseKey(publicKey)]);
      const attestationObject = cbor(
        new Map<string, unknown>([
          ['fmt', 'none'],
          ['attStmt', new Map()],
          ['authData', authData(lie, attested)],
        ]),
      );
      return {
        label,
        prf,
        credential: {
          ...frame,
          clientExtensionResults: {},
          response: {
            clientDataJSON: clientData('webauthn.create', options.challenge, lie).toString('base64url'),
            attestationObject: attestationObject.toString('base64url'),
            transports: ['internal'],
          },
        },
      };
    },
    answer: (options, lie = {}) => {
      const authenticatorData = authData(lie, null);
      const clientDataJSON = clientData('webauthn.get', options.challenge, lie);
      const hash = createHash('sha256').update(clientDataJSON).digest();
      const signature = sign('sha256', Buffer.concat([authenticatorData, hash]), privateKey);
      if (lie.alterSignature) signature[signature.length - 1] = (signature.at(-1) ?? 0) ^ 1;
      const shownId = lie.id ?? frame.id;
      return {
        label,
        prf,
        credential: {
          ...frame,
          id: shownId,
          rawId: shownId,
          clientExtensionResults: {},
          response: {
            clientDataJSON: clientDataJSON.toString('base64url'),
            authenticatorData: authenticatorData.toString('base64url'),
            signature: signature.toString('base64url'),
            userHandle: lie.userHandle ?? userHandle,
          },
        },
      };
    },
  };
};

/** COSE_Key of ES256 (RFC 9053, 2.1 and 7.1.1). */
const coseKey = (publicKey: KeyObject): Buffer => {
  const { x = '', y = '' } = publicKey.export({ format: 'jwk' });
  return cbor(
    new Map<number, unknown>([
      [1, 2],
      [3, -7],
      [-1, 1],
      [-2, Buffer.from(x, 'base64url')],
      [-3, Buffer.from(y, 'base64url')],
    ]),
  );
};

/** As much of CBOR (RFC 8949) as an attestation needs: whole numbers, texts, bytes, maps. */
const cbor = (value: unknown): Buffer => {
  if (typeof value === 'number') return value < 0 ? head(1, -1 - value) : head(0, value);
  if (typeof value === 'string') return Buffer.concat([head(3, Buffer.byteLength(value)), Buffer.from(value)]);
  if (Buffer.isBuffer(value)) return Buffer.concat([head(2, value.length), value]);
  if (value instanceof Map) {
    const pairs = [...(value as Map<unknown, unknown>)].flatMap(([key, one]) => [cbor(key), cbor(one)]);
    return Buffer.concat([head(5, value.size), ...pairs]);
  }
  throw new Error('no CBOR for this value');
};

const head = (major: number, length: number): Buffer => {
  if (length < 24) return Buffer.of((major << 5) | length);
  if (length < 256) return Buffer.of((major << 5) | 24, length);
  return Buffer.concat([Buffer.of((major << 5) | 25), uint16(length)]);
};

const uint16 = (value: number): Buffer => Buffer.of(value >> 8, value & 0xff);
const uint32 = (value: number): Buffer => {
  const bytes = Buffer.alloc(4);
  bytes.writeUInt32BE(value);
  return bytes;
};
