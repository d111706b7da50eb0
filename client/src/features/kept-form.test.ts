import { expect, test, vi } from 'vitest';
import { openKeptForm } from './kept-form.ts';

const BLANK = { on: '2025-12-18', reason: '' };

/** A device's disk: it may fail to be read for a while, or be full. */
const device = (kept: Record<string, unknown> = {}) => {
  const disk = { dead: false, full: false };
  const store = {
    saveDraft: async (key: string, value: unknown) => {
      if (disk.full) return 'failed' as const;
      kept[key] = value;
      return 'saved' as const;
    },
    draft: async (key: string) => {
      if (disk.dead) throw new Error('lost');
      return kept[key];
    },
    dropDraft: async (key: string) => {
      if (disk.dead) throw new Error('lost');
      delete kept[key];
    },
  };
  return { kept, disk, open: () => openKeptForm({ store, key: 'time', blank: BLANK }) };
};
const settled = () => new Promise((resolve) => setTimeout(resolve, 0));

test('[L2.17] what was typed before the disk answered lies over what it kept, and nothing else of that is lost', async () => {
  const { kept, open } = device({ time: { on: '2025-12-17', reason: '押し忘れ', gone: 'x' } });
  const form = open();
  form.change({ on: '2025-12-16' });
  await settled();
  expect(form.state()).toEqual({ form: { on: '2025-12-16', reason: '押し忘れ' }, saved: true, failed: false });
  expect(kept['time']).toEqual({ on: '2025-12-16', reason: '押し忘れ' });
});

test('[L2.17] what could not be read is not written over: the screen says that nothing is kept, and tries again', async () => {
  const { kept, disk, open } = device({ time: { on: '2025-12-17', reason: '押し忘れ' } });
  disk.dead = true;
  const form = open();
  await settled();
  form.change({ on: '2025-12-16' });
  await settled();
  expect([form.state().failed, form.state().saved, kept['time']]).toEqual([
    true,
    false,
    { on: '2025-12-17', reason: '押し忘れ' },
  ]);
  disk.dead = false;
  form.change({ on: '2025-12-15' });
  await settled();
  expect(form.state()).toEqual({ form: { on: '2025-12-15', reason: '押し忘れ' }, saved: true, failed: false });
});

test('[L2.17] what was recorded is not kept once more by a write that was still to come', async () => {
  const { kept, open } = device();
  const form = open();
  await settled();
  form.change({ reason: '押' });
  form.change({ reason: '押し忘れ' });
  await form.drop();
  await settled();
  expect(kept).toEqual({});
});

test('[L2.17] what was recorded is recorded, also when the disk does not let go of its draft', async () => {
  const complained = vi.spyOn(console, 'error').mockReturnValue();
  const { disk, open } = device();
  const form = open();
  form.change({ reason: '押し忘れ' });
  await settled();
  disk.dead = true;
  await expect(form.drop()).resolves.toBeUndefined();
  expect(complained).toHaveBeenCalledOnce();
});
