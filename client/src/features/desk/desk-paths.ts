import { paths } from '../paths.ts';

/** The addresses of the desk. */
export const deskPaths = { list: paths.desk, review: paths.reviewOf } as const;
