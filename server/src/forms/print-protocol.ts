import type { PrintData } from '@banso/shared/forms/print-data.ts';
import type { Printed } from './typst-printer.ts';

/** What the server asks of the print thread. */
export type PrintJob = { readonly id: number; readonly data: PrintData; readonly printedAtMs: number };

/** `no_compiler`: the compiler has no build for this platform. `template`: a template is broken, which is a bug. */
export type PrintFailure = 'no_compiler' | 'template';

export type PrintAnswer = { readonly id: number } & (
  | Printed
  | { readonly failed: PrintFailure; readonly where: string }
);
