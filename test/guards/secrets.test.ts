import { describe, expect, it } from 'vitest';
import { projectFiles } from './project-files.ts';
import { secretsIn, sheetsBesides } from './secrets.ts';

describe('what must not stand in the project', () => {
  // Samples of secrets stand in tests on purpose.
  const shipped = projectFiles().filter(({ path }) => !/^test\/|\.test\.(tsx?|mjs)$/.test(path));

  it('[L15.185] no secret is in the sources: settings come from the environment, keys from the key file', () => {
    expect(secretsIn(shipped)).toEqual([]);
    expect(shipped.length).toBeGreaterThan(300);
  });

  it.each([
    ['server/src/a.ts', `-----BEGIN ${'PRIVATE'} KEY-----`],
    ['server/src/a.ts', 'postgres://banso:hunter22@db/banso'],
    ['server/src/a.ts', "const secret = 'abcdefghijklmnop1234';"],
    ['server/src/a.ts', '{"apiKey": "abcdefghijklmnop1234"}'],
    ['.env', 'PORT=1'],
    ['server/.env.local', 'PORT=1'],
  ])('[L15.185] a planted one in %s is found: %s', (path, text) => {
    expect(secretsIn([{ path, text }])).toHaveLength(1);
  });

  it('[L15.184] there is one writer of sheets and one of CSV, and nobody else writes either', () => {
    expect(sheetsBesides(shipped)).toEqual([]);
    expect(sheetsBesides([{ path: 'client/src/a.ts', text: "type: 'text/csv'" }])).toHaveLength(1);
  });
});
