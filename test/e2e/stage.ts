import type { Page } from 'playwright';
import { afterEach } from 'vitest';
import { type AppServer, type AppServerOptions, type SamplePerson, startAppServer } from '../support/app-server.ts';
import { type BrowserSession, openPc, openPhone } from '../support/browser-session.ts';
import { button, declareDevice, signInByLink } from './phone-steps.ts';

/** Servers and browsers of one test file; what a test opened is closed after it, however it ended. */
export const stage = () => {
  const servers: AppServer[] = [];
  const browsers: BrowserSession[] = [];
  let laterMs = 0;
  afterEach(async ({ task }) => {
    laterMs = 0;
    const told = task.result?.state === 'fail' ? await Promise.all(browsers.map(shownBy)) : [];
    for (const browser of browsers.splice(0)) await browser.dispose();
    for (const server of servers.splice(0)) await server.close();
    // Beside the failure, not on the console: of a long run often only the end is kept.
    if (told.length > 0) throw new Error(`What the browsers showed when it failed:\n${told.join('\n\n')}`);
  });
  const startServer = async (options: AppServerOptions = {}) => {
    const server = await startAppServer(options);
    servers.push(server);
    return server;
  };
  const keep = async (browser: BrowserSession) => {
    browsers.push(browser);
    if (laterMs > 0) await browser.context().clock.setSystemTime(Date.now() + laterMs);
    return browser;
  };
  const signInOn = async (opened: BrowserSession, link: string) => {
    const browser = await keep(opened);
    await browser.page().goto(link);
    await button(browser.page(), 'この端末で始める').click();
    await declareDevice(browser.page());
    return browser;
  };
  /** The sample's server, and the expert signed in on a phone. */
  const serverAndPhone = async (options: { readonly smtpUrl?: string } = {}) => {
    const server = await startServer(options);
    const phone = await keep(await openPhone());
    await signInByLink(phone.page(), server.linkOf('青柳 由美子'));
    return { server, phone };
  };
  /** Somebody of the sample on a phone of their own. */
  const phoneOf = async (server: AppServer, person: SamplePerson) => signInOn(await openPhone(), server.linkOf(person));
  /** The approver signed in on the office's PC. */
  const deskOf = async (server: AppServer) => {
    const pc = await pcOf(server, '桐野 誠');
    await rowOf(pc.page(), 'くすのき染工').waitFor();
    return pc;
  };
  /** Another person's phone, on which nobody is signed in. */
  const anotherPhone = async () => keep(await openPhone());
  /** Somebody of the sample on a PC. */
  const pcOf = async (server: AppServer, person: SamplePerson) => signInOn(await openPc(), server.linkOf(person));
  /** An office PC on which nobody is signed in. */
  const anotherPc = async () => keep(await openPc());
  /** So many days pass, for the server and on every device; `meanwhile`: what the records say of them. */
  const daysPass = async (
    server: AppServer,
    days: number,
    meanwhile: Parameters<AppServer['prepare']>[0],
  ): Promise<void> => {
    const later = { minutes: days * 24 * 60 };
    await server.stop();
    await server.prepare(meanwhile, later);
    await server.start(later);
    laterMs = later.minutes * 60_000;
    for (const browser of browsers) await browser.context().clock.setSystemTime(Date.now() + laterMs);
  };
  return { serverAndPhone, deskOf, anotherPhone, anotherPc, startServer, phoneOf, pcOf, daysPass };
};

/** What a browser showed when a test failed, and what was typed there: a wait that ran out says only what was not there. */
const shownBy = async (browser: BrowserSession): Promise<string> => {
  const shown = await browser
    .page()
    .evaluate(() => {
      const typed = [...document.querySelectorAll<HTMLInputElement | HTMLTextAreaElement>('input, textarea')];
      const fields = typed.map(({ labels, value }) => `${labels?.[0]?.innerText ?? ''}＝${value}`);
      return [location.href, document.body.innerText.replace(/\n+/g, ' / '), ...fields].join('\n');
    })
    .catch(String);
  return [shown, ...browser.complaints].join('\n').slice(0, 2500);
};

/** The line of a company in the desk's list. */
export const rowOf = (page: Page, company: string) => page.getByRole('row', { name: new RegExp(company) });

/** 差し戻す, with a comment at each of these fields. */
export const sendBack = async (office: Page, comments: readonly (readonly [string, string])[]): Promise<void> => {
  await button(office, '差し戻す').click();
  for (const [field, text] of comments) {
    await office.getByRole('checkbox', { name: field, exact: true }).check();
    await office.getByRole('textbox', { name: new RegExp(field) }).fill(text);
  }
  await button(office, `${comments.length}か所を差し戻す`).click();
};

/** 承認する, and the question whether. */
export const approve = async (office: Page): Promise<void> => {
  await button(office, '承認する').click();
  await office
    .getByRole('dialog')
    .getByRole('button', { name: /承認する/ })
    .click();
  await office.getByText('承認済みです。').waitFor();
};
