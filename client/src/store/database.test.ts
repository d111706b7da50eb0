import { expect, test } from 'vitest';
import { newProfile } from '../../../test/support/open-device.ts';
import { databaseOf, withConnection } from './database.ts';

const lost = () => new DOMException('Connection to Indexed Database server lost', 'UnknownError');

const gate = () => {
  let open = () => {};
  const passed = new Promise<void>((resolve) => {
    open = resolve;
  });
  return { passed, open };
};

test('[L2.16] a connection that dies twice during one work is opened a second time; then it is told', async () => {
  const database = databaseOf('banso-office-expert-1', newProfile());
  await database.open();
  let tries = 0;
  const dying = (times: number) => () => {
    tries += 1;
    return tries > times ? Promise.resolve('done') : Promise.reject(lost());
  };
  expect(await withConnection(database, dying(2))).toBe('done');
  tries = 0;
  await expect(withConnection(database, dying(3))).rejects.toThrow('lost');
  expect(tries).toBe(3);
  database.close();
});

test('[L2.16] of two works that meet a dead connection, the second does not close what the first has opened anew', async () => {
  const database = databaseOf('banso-office-expert-1', newProfile());
  await database.open();
  const [firstIsBack, firstMayGoOn, secondFails] = [gate(), gate(), gate()];
  let tries = 0;
  const first = withConnection(database, async () => {
    tries += 1;
    if (tries === 1) throw lost();
    const connection = database.backendDB();
    firstIsBack.open();
    await firstMayGoOn.passed;
    connection.transaction('meta', 'readwrite');
    return 'first';
  });
  let secondTries = 0;
  const second = withConnection(database, async () => {
    secondTries += 1;
    if (secondTries > 1) return 'second';
    await secondFails.passed;
    throw lost();
  });
  await firstIsBack.passed;
  secondFails.open();
  expect(await second).toBe('second');
  firstMayGoOn.open();
  expect(await first).toBe('first');
  expect([tries, secondTries]).toEqual([2, 2]);
  database.close();
});
