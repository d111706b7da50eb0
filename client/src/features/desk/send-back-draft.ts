import type { Comment, Visit } from '@banso/shared/engagement/visit.ts';
import { VISIT_FIELDS } from '@banso/shared/engagement/visit-fields.ts';
import { cleanText } from '@banso/shared/lib/text.ts';
import * as v from 'valibot';
import { draftKeys } from '../draft-keys.ts';

/** Everything a comment may stand beside, in the order in which the desk reads. */
export const COMMENT_FIELDS: readonly Comment['field'][] = ['time', 'signature', ...VISIT_FIELDS, 'whole'];

/** Comments by field; a chosen field whose text is still blank is ''. */
export type CommentTexts = Partial<Readonly<Record<Comment['field'], string>>>;

const draftSchema = v.strictObject({
  /** How often the visit had been sent back: a draft belongs to one submission and is never shown for the next. */
  round: v.number(),
  texts: v.record(v.picklist(['time', 'signature', 'whole', ...VISIT_FIELDS]), v.string()),
});

export const draftKey = ({ id }: Pick<Visit, 'id'>): string => draftKeys.sendBack(id);

/** What is kept on the device while the comments are written. */
export const commentsToDraft = (visit: Visit, texts: CommentTexts) => ({ round: visit.sentBack.length, texts });

/** The comments that were being written for this submission; none if there are none or they cannot be read. */
export const draftToComments = (visit: Visit, draft: unknown): CommentTexts => {
  const parsed = v.safeParse(draftSchema, draft);
  return parsed.success && parsed.output.round === visit.sentBack.length ? parsed.output.texts : {};
};

/** The chosen fields in order, each with its comment; blank ones too, so that the form can ask for them. */
export const chosenComments = (texts: CommentTexts): readonly Comment[] =>
  COMMENT_FIELDS.flatMap((field) => {
    const text = texts[field];
    return text === undefined ? [] : [{ field, text: cleanText(text).trim() }];
  });

/** With one more field chosen. */
export const withField = (texts: CommentTexts, field: Comment['field']): CommentTexts => ({
  ...texts,
  [field]: texts[field] ?? '',
});

/** Without a field and its comment. */
export const withoutField = (texts: CommentTexts, field: Comment['field']): CommentTexts => {
  const { [field]: _, ...rest } = texts;
  return rest;
};
