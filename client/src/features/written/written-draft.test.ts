import { type FieldValue, valueHash, type Written, type WrittenChange } from '@banso/shared/engagement/written.ts';
import { expect, test } from 'vitest';
import { openWrittenDraft, type WrittenDraft, withTyped } from './written-draft.ts';

type Values = { readonly goal: string; readonly wanted: boolean };
const NOTHING: Written<Values> = { values: { goal: '', wanted: false }, conflicts: [] };

/** A device's disk, and what was recorded on it. */
const device = (kept: Record<string, unknown> = {}) => {
  const recorded: WrittenChange[][] = [];
  /** `slow`: it writes nothing before `written` is called. */
  const disk = { full: false, dead: false, slow: false, written: (): void => {} };
  const onceWritten = () =>
    disk.slow &&
    new Promise<void>((resolve) => {
      disk.written = resolve;
    });
  const open = (written: Written<Values> = NOTHING) =>
    openWrittenDraft<Values>({
      store: {
        saveDraft: async (key, value) => {
          await onceWritten();
          if (disk.full) return 'failed';
          kept[key] = value;
          return 'saved';
        },
        draft: async (key) => {
          if (disk.dead) throw new Error('lost');
          return kept[key];
        },
        dropDraft: async (key) => {
          await onceWritten();
          delete kept[key];
        },
      },
      key: 'plan',
      written,
      fits: (_field: string, value: FieldValue) => typeof value === 'boolean' || value.length <= 10,
      record: async (changes) => {
        if (disk.full) return { failed: 'storage' };
        recorded.push(changes);
        // The draft looks at nothing of the entry but that it is there.
        return { recorded: { id: 'entry' } as never };
      },
      nowMs: () => 1_000,
    });
  return { kept, recorded, disk, open };
};
const type = (draft: WrittenDraft<Values>, changed: Readonly<Record<string, FieldValue>>) =>
  draft.edit((edits, record) => withTyped(edits, record, changed));
const settled = () => new Promise((resolve) => setTimeout(resolve, 0));

test('[L13.240] every key stroke is on the disk, and one save carries each change with the value it started from', async () => {
  const { kept, recorded, open } = device();
  const draft = open();
  type(draft, { goal: '粗' });
  type(draft, { goal: '粗利率' });
  type(draft, { wanted: true });
  await settled();
  expect(kept['plan']).toEqual({
    goal: { value: '粗利率', base: valueHash('') },
    wanted: { value: true, base: valueHash(false) },
  });
  expect(await draft.save()).toBe(true);
  expect(recorded).toEqual([
    [
      { field: 'goal', value: '粗利率', base: valueHash('') },
      { field: 'wanted', value: true, base: valueHash(false) },
    ],
  ]);
  // Nothing new: nothing is recorded again, and nothing is left on the disk.
  expect(await draft.save()).toBe(true);
  expect([recorded.length, kept]).toEqual([1, {}]);
});

test('[L13.240] what a crash left behind is there again, from the value it started from', async () => {
  const { recorded, open } = device({ plan: { goal: { value: '下書き', base: valueHash('前の目標') } } });
  const draft = open({ ...NOTHING, values: { ...NOTHING.values, goal: '今の目標' } });
  await settled();
  expect(draft.state().values.goal).toBe('下書き');
  await draft.save();
  expect(recorded).toEqual([[{ field: 'goal', value: '下書き', base: valueHash('前の目標') }]]);
});

test('[L13.240] what cannot be stored stays in the draft, and a full disk keeps the text on the screen and says so', async () => {
  const { kept, recorded, disk, open } = device();
  const draft = open();
  type(draft, { goal: 'あ'.repeat(11) });
  expect(await draft.save()).toBe(false);
  expect([draft.state().unfit, recorded]).toEqual([['goal'], []]);
  disk.full = true;
  type(draft, { goal: '短い目標' });
  expect(await draft.save()).toBe(false);
  expect([draft.state().problem, draft.state().values.goal]).toEqual([{ failed: 'storage' }, '短い目標']);
  disk.full = false;
  expect(await draft.save()).toBe(true);
  expect([recorded.length, draft.state().problem, kept]).toEqual([1, null, {}]);
});

test('[L13.240] a recorded text stays where it is until the record shows it', async () => {
  const { open } = device();
  const draft = open();
  type(draft, { goal: '目標' });
  await draft.save();
  draft.see(NOTHING);
  expect(draft.state().values.goal).toBe('目標');
  draft.see({ ...NOTHING, values: { goal: '目標', wanted: false } });
  draft.see({ ...NOTHING, values: { goal: 'ＰＣで直した目標', wanted: false } });
  expect(draft.state().values.goal).toBe('ＰＣで直した目標');
});

test('[L2.17] a draft that could not be read is neither written over nor lost: what is typed goes on from it once it can be', async () => {
  const left = { goal: { value: '下書き', base: valueHash('') } };
  const { kept, recorded, disk, open } = device({ plan: left });
  disk.dead = true;
  const draft = open();
  await settled();
  type(draft, { wanted: true });
  await settled();
  expect([kept, draft.state().problem, draft.state().unsaved]).toEqual([{ plan: left }, { failed: 'storage' }, true]);
  expect(await draft.save()).toBe(false);
  disk.dead = false;
  expect(await draft.save()).toBe(true);
  expect(recorded).toEqual([
    [
      { field: 'goal', value: '下書き', base: valueHash('') },
      { field: 'wanted', value: true, base: valueHash(false) },
    ],
  ]);
  expect([kept, draft.state().problem, draft.state().unsaved]).toEqual([{}, null, false]);
});

test('[L2.21] what the record shows already is not called unsaved, when it came back while the disk wrote', async () => {
  const { disk, open } = device();
  const draft = open();
  await settled();
  disk.slow = true;
  type(draft, { goal: '目標' });
  const saved = draft.save();
  await settled();
  disk.written();
  await settled();
  draft.see({ ...NOTHING, values: { goal: '目標', wanted: false } });
  disk.written();
  expect([await saved, draft.state().unsaved]).toEqual([true, false]);
});
