import { createHash } from 'node:crypto';
import * as pkijs from 'pkijs';
import { signedDataOf } from './signed-data.ts';

/** What a time-stamp token says. `stands`: its authority signed it, over these bytes; who the authority is, it does not tell. */
export type CheckedToken = {
  readonly stands: boolean;
  readonly at: Date;
  readonly nonce: Buffer | null;
};

const SHA_256 = '2.16.840.1.101.3.4.2.1';

/** Checks a token (RFC 3161, DER) against the bytes that it must be about; null for what is no token. Never throws. */
export const checkToken = async (token: Uint8Array, bytes: Uint8Array): Promise<CheckedToken | null> => {
  try {
    const signed = signedDataOf(token);
    const content = signed.encapContentInfo.eContent?.getValue();
    if (!content) return null;
    const info = pkijs.TSTInfo.fromBER(content);
    const { hashAlgorithm, hashedMessage } = info.messageImprint;
    const imprint = createHash('sha256').update(bytes).digest();
    const about =
      hashAlgorithm.algorithmId === SHA_256 && imprint.equals(Buffer.from(hashedMessage.valueBlock.valueHexView));
    const data = Uint8Array.from(bytes).buffer;
    const signedBy = await signed.verify({ signer: 0, data, checkChain: false, extendedMode: true });
    return {
      stands: about && signedBy.signatureVerified === true,
      at: info.genTime,
      nonce: info.nonce ? Buffer.from(info.nonce.valueBlock.valueHexView) : null,
    };
  } catch {
    return null;
  }
};
