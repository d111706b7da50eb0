import type { Check } from '../check.ts';
import { confirmations } from './confirmations.ts';
import { contracts } from './contracts.ts';
import { deviceChains } from './device-chains.ts';
import { logOrder } from './log-order.ts';
import { officeSignature } from './office-signature.ts';
import { papers } from './papers.ts';
import { photos } from './photos.ts';
import { pushes, receipts } from './receipts.ts';
import { records } from './records.ts';
import { texts } from './texts.ts';
import { times } from './times.ts';

/** Everything that is checked of an export, in the order in which it is told. A new check is a file beside these and a line here. */
export const CHECKS: readonly Check[] = [
  officeSignature,
  texts,
  logOrder,
  deviceChains,
  receipts,
  pushes,
  times,
  records,
  confirmations,
  photos,
  papers,
  contracts,
];
