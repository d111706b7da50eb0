import { fileURLToPath } from 'node:url';

/** Templates, typefaces and print thread as the build left them: of `npm test`, or of this checkout for a test run by hand. */
export const builtForms: string =
  process.env.BANSO_FORMS_DIR ?? fileURLToPath(new URL('../../server/dist/forms', import.meta.url));
