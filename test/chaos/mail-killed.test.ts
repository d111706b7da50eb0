import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, describe, expect, test } from 'vitest';
import { onPglite } from '../support/databases.ts';
import { type MailServer, startMailServer } from '../support/mail-server.ts';
import { makeOffice } from '../support/test-office.ts';
import { testServers } from '../support/test-server.ts';
import { confirmVisit, MAIL, recordVisit, registerContact } from '../support/told-companies.ts';
import { killServers, type ServerPlace, startServer } from './server-process.ts';

const folders: string[] = [];
const mailServers: MailServer[] = [];
afterEach(async () => {
  await killServers();
  for (const mails of mailServers.splice(0)) await mails.stop();
  for (const folder of folders.splice(0)) rmSync(folder, { recursive: true, force: true });
});

describe('kill -9 while a company is told', () => {
  const databases = onPglite();
  const servers = testServers(databases);

  /** A folder in which a confirmed visit waits to be told, and a mail server that does not answer yet. */
  const confirmedVisit = async (): Promise<{ readonly place: ServerPlace; readonly mails: MailServer }> => {
    const folder = mkdtempSync(join(tmpdir(), 'banso-chaos-'));
    folders.push(folder);
    const mails = await startMailServer();
    mailServers.push(mails);
    const place = { ...(await databases.place()), keyFile: join(folder, 'key-file'), smtpUrl: mails.url };
    const office = await servers.open({ place, keyFile: place.keyFile });
    // The processes live today: what is recorded here lies before that.
    office.advance((Date.now() - office.nowMs()) / 60_000 - 24 * 60);
    await makeOffice(office.server);
    await registerContact(office);
    const { phone, visit } = await recordVisit(office);
    await confirmVisit(office, phone, visit);
    await office.server.close();
    return { place, mails };
  };

  test('[L12.77] before the mail was handed over: it is sent once, by the next process, without waiting', async () => {
    const { place, mails } = await confirmedVisit();
    mails.behave('silent');
    const called = mails.nextCaller();
    const first = await startServer(place);
    await called;
    await first.kill();
    mails.behave('take');
    await startServer(place);
    await mails.arrived(1);
    expect(mails.received.map(({ to }) => to)).toEqual([[MAIL]]);
  });

  test('[L12.77] after it was handed over and before that was heard: it goes again under the same Message-ID', async () => {
    const { place, mails } = await confirmedVisit();
    mails.behave('mute');
    const first = await startServer(place);
    await mails.arrived(1);
    await first.kill();
    mails.behave('take');
    await startServer(place);
    await mails.arrived(2);
    const [one, two] = mails.received;
    expect(two?.messageId).toBe(one?.messageId);
    expect(two?.text).toBe(one?.text);
  });
});
