import { expect, test } from 'vitest';
import { readConfig } from './config.ts';

const folders = { BANSO_CLIENT_DIR: 'client', BANSO_MIGRATIONS_DIR: 'migrations', BANSO_FORMS_DIR: 'forms' };

test('[L12.74] a mail server is asked for with the address mails come from, or the server does not start', () => {
  const read = (mail: Readonly<Record<string, string>>) => readConfig({ ...folders, ...mail });
  expect(read({ SMTP_URL: 'smtp://user:secret@mail.example:587', MAIL_FROM: 'banso@office.example' })).toMatchObject({
    config: { mail: { smtpUrl: 'smtp://user:secret@mail.example:587', from: 'banso@office.example' } },
  });
  expect(read({})).toMatchObject({ config: { mail: null } });
  expect(read({ SMTP_URL: 'smtp://mail.example' })).toEqual({ wrong: ['MAIL_FROM'] });
  expect(read({ SMTP_URL: 'smtp://mail.example', MAIL_FROM: '事務局' })).toEqual({ wrong: ['MAIL_FROM'] });
  for (const url of ['mail.example', 'http://mail.example', 'smtp:', 'smtp://'])
    expect(read({ SMTP_URL: url, MAIL_FROM: 'banso@office.example' })).toEqual({ wrong: ['SMTP_URL'] });
});
