import type { Page } from 'playwright';
import type { BenchPage } from './page/bench-page.ts';

/** Calls one function of the page and waits for its answer; arguments and answers travel as JSON. */
export const askPage = <Name extends keyof BenchPage>(
  page: Page,
  name: Name,
  ...given: Parameters<BenchPage[Name]>
): Promise<Awaited<ReturnType<BenchPage[Name]>>> =>
  page.evaluate<Awaited<ReturnType<BenchPage[Name]>>>(`bench.${name}(...${JSON.stringify(given)})`);
