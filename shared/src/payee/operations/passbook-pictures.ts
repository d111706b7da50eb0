import * as v from 'valibot';
import { keptPictureEntries, sentPictureEntries } from '../../engagement/photo.ts';
import { defineOperation, done } from '../../operation/define.ts';
import { partIdSchema } from '../../operation/envelope.ts';
import { refuse } from '../../operation/refusals.ts';
import { MAX_PASSBOOK_PICTURES, PASSBOOK_VIEWS, type PassbookPicture } from '../passbook-picture.ts';
import { accountsOf, NO_PAYEE, type Payee } from '../payee.ts';

const common = { kind: 'payee', retention: 'D', needs: [] } as const;

/**
 * The expert photographed a passbook, or took the bank's own screen (FY6-10). Recorded at once; the bytes follow on their own way
 * (decision 009). Refused for the thirteenth, and for anybody else's account.
 */
export const passbookPictured = defineOperation({
  ...common,
  type: 'passbook-pictured@1',
  nature: 'fact',
  label: '通帳の写真の追加',
  by: ['expert'],
  opens: true,
  body: v.strictObject({ picture: partIdSchema, shows: v.picklist(PASSBOOK_VIEWS), ...sentPictureEntries }),
  apply: (payee: Payee | null, { id: operation, aggregate, actor: by, clock, body }) => {
    if (aggregate !== by) return refuse('not_allowed');
    const { picture: id, ...facts } = body;
    const known = payee ?? NO_PAYEE;
    if (Object.hasOwn(known.pictures, id)) return refuse('already_exists', id);
    const kept = Object.values(known.pictures).filter(({ removed }) => removed === null);
    if (kept.length >= MAX_PASSBOOK_PICTURES) return refuse('too_many_passbook_pictures');
    return done(withPicture(known, { id, ...facts, by, atMs: clock.wallMs, operation, stored: null, removed: null }));
  },
});

/** The expert takes a picture out that was blurred or the wrong one. Refused once an account names it: accounting looked at it. */
export const passbookPictureRemoved = defineOperation({
  ...common,
  type: 'passbook-picture-removed@1',
  nature: 'intent',
  label: '通帳の写真の取外し',
  by: ['expert'],
  body: v.strictObject({ picture: partIdSchema }),
  apply: (payee: Payee | null, { aggregate, actor: by, clock, body }) => {
    if (aggregate !== by) return refuse('not_allowed');
    const picture = payee && Object.hasOwn(payee.pictures, body.picture) ? payee.pictures[body.picture] : undefined;
    if (!payee || !picture) return refuse('unknown_record', body.picture);
    if (picture.removed) return refuse('wrong_state', 'removed');
    if (accountsOf(payee).some(({ pictures }) => pictures.includes(picture.id)))
      return refuse('passbook_is_evidence', picture.id);
    return done(withPicture(payee, { ...picture, removed: { by, atMs: clock.wallMs, reason: '' } }));
  },
});

/** The server has a picture's bytes: written by the server itself in the transaction that keeps them. */
export const passbookPictureStored = defineOperation({
  ...common,
  type: 'passbook-picture-stored@1',
  nature: 'fact',
  label: '通帳の写真の受領',
  by: [],
  body: v.strictObject({ picture: partIdSchema, ...keptPictureEntries }),
  apply: (payee: Payee | null, { clock, body }) => {
    const { picture: id, ...kept } = body;
    const picture = payee && Object.hasOwn(payee.pictures, id) ? payee.pictures[id] : undefined;
    if (!payee || !picture) return refuse('unknown_record');
    if (picture.stored) return refuse('already_exists', id);
    return done(withPicture(payee, { ...picture, stored: { ...kept, atMs: clock.wallMs } }));
  },
});

/**
 * The bytes of these pictures were disposed of, in the transaction of an approved disposal: written by the server that did it. The
 * hashes stay. Source: requirements 3.4 (class D), FP-9.
 */
export const passbookErased = defineOperation({
  ...common,
  type: 'passbook-erased@1',
  nature: 'fact',
  label: '通帳の写真の廃棄',
  by: [],
  body: v.strictObject({ pictures: v.pipe(v.array(partIdSchema), v.minLength(1)) }),
  apply: (payee: Payee | null, { clock, body }) => {
    const unknown = body.pictures.filter((id) => !payee || !Object.hasOwn(payee.pictures, id));
    if (!payee || unknown.length > 0) return refuse('unknown_record', ...unknown);
    const erased = { atMs: clock.wallMs };
    return done(
      body.pictures.reduce((all, id) => {
        const picture = all.pictures[id];
        return picture ? withPicture(all, { ...picture, erased }) : all;
      }, payee),
    );
  },
});

const withPicture = (payee: Payee, picture: PassbookPicture): Payee => ({
  ...payee,
  pictures: { ...payee.pictures, [picture.id]: picture },
});
