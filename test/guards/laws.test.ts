import { describe, expect, it } from 'vitest';
import { findBreaches, laws, type SourceFile } from './laws.ts';
import { projectFiles } from './project-files.ts';

// Written in two halves, because this file is judged too.
const machinePath = `/${'work'}/main`;

const planted: readonly { readonly law: string; readonly path: string; readonly text: string }[] = [
  {
    law: 'a member imports only what lies below it',
    path: 'client/src/app/shell.tsx',
    text: "import { createApp } from '@banso/server/app.ts';",
  },
  {
    law: 'a member imports only what lies below it',
    path: 'shared/src/rules/evaluate.ts',
    text: "import type {\n  Outbox,\n} from '../../../client/src/store/outbox.ts';",
  },
  {
    law: 'a feature never imports another feature',
    path: 'client/src/features/sign/pad.tsx',
    text: "const { Review } = await import('../review/review.tsx');",
  },
  {
    law: 'the client layers point downwards',
    path: 'client/src/ui/button.tsx',
    text: "export { Shell } from '../app/shell.tsx';",
  },
  {
    law: 'only client/src/sync/http-transport.ts and the sign-in transport beside it fetch',
    path: 'client/src/sync/cycle.ts',
    text: "await fetch('/api/sync');",
  },
  {
    law: 'a relative import names its file with its extension',
    path: 'server/src/app.ts',
    text: "import { accept } from './sync/accept';",
  },
  { law: 'there are no barrels', path: 'shared/src/money/index.ts', text: "export * from './yen.ts';" },
  { law: 'a file has at most 400 lines', path: 'server/src/long.ts', text: 'x;\n'.repeat(401) },
  { law: 'no file names a folder of one machine', path: 'README.md', text: `See \`${machinePath}/README.md\`.` },
];

describe('laws of the code base', () => {
  it('hold in every file of the project', () => {
    expect(findBreaches(projectFiles())).toEqual([]);
  });

  it.each(planted)('notice a planted breach of “$law” in $path', ({ law, path, text }) => {
    const judge = laws.find(({ name }) => name === law)?.judge;
    expect(judge?.({ path, text })).toBeTypeOf('string');
    expect(findBreaches([{ path, text }])).toHaveLength(1);
  });

  it('have a planted breach each', () => {
    expect(new Set(planted.map(({ law }) => law))).toEqual(new Set(laws.map(({ name }) => name)));
  });

  it('leave honest files alone', () => {
    const honest: readonly SourceFile[] = [
      { path: 'client/src/features/sign/pad.tsx', text: "import { put } from '../../store/outbox.ts';" },
      { path: 'client/src/features/sign/pad.tsx', text: "// import { x } from '../review/review.tsx';" },
      { path: 'client/src/sync/http-transport.ts', text: "await fetch('/api/sync');" },
      { path: 'server/src/app.ts', text: "import { day } from '@banso/shared/time/day.ts';" },
      { path: 'server/src/auth/route.ts', text: "app.get('/home', serve); // https://example.jp/work/list" },
    ];
    expect(findBreaches(honest)).toEqual([]);
  });
});
