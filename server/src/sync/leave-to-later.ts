import type { Envelope } from '@banso/shared/operation/envelope.ts';
import { OPERATION_TYPES } from '@banso/shared/operation/register.ts';
import { operationTypesToldSince, tellOperationTypes } from '../store/operation-types.ts';
import type { Store } from '../store/open-store.ts';

/** An update of all processes takes minutes. A later program that was taken back must not hold phones up for ever (L7). */
const UPDATE_MS = 24 * 3_600_000;

/** The types belong to no tenant; a transaction needs some name for its walls. */
const NO_TENANT = '-';

/** To be told at every start of a program. */
export const tellOwnTypes = (store: Store, nowMs: number): Promise<void> =>
  store.transact(NO_TENANT, (tx) => tellOperationTypes(tx, [...OPERATION_TYPES.keys()], new Date(nowMs)));

/**
 * Whether a later program works on the same database that knows what this one does not: these operations are its to judge. Kept here
 * they would be parked as unknown, for ever.
 */
export const isForLaterProgram = async (
  store: Store,
  {
    tenant,
    envelopes,
    nowMs,
  }: { readonly tenant: string; readonly envelopes: readonly Envelope[]; readonly nowMs: number },
): Promise<boolean> => {
  const unknown = [...new Set(envelopes.map(({ type }) => type))].filter((type) => !OPERATION_TYPES.has(type));
  if (unknown.length === 0) return false;
  const since = new Date(nowMs - UPDATE_MS);
  return (await store.read(tenant, (tx) => operationTypesToldSince(tx, unknown, since))).length > 0;
};
