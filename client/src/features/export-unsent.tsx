import { useState } from 'react';
import type { UnsentFile } from '../store/unsent-file.ts';
import { Button } from '../ui/button.tsx';
import { Notice } from '../ui/notice.tsx';
import { saveFile } from '../ui/save-file.ts';
import { unsentMessages as messages } from './unsent-messages.ts';

export type ExportUnsentProps = {
  readonly unsentFile: () => Promise<UnsentFile | 'nothing' | 'noKey'>;
  /** The file was handed to the browser. */
  readonly onWritten?: (file: UnsentFile) => void;
};

/** Writes what the server has not answered for into a file for the office; works without network, session and passphrase. */
export function ExportUnsent({ unsentFile, onWritten }: ExportUnsentProps) {
  const [busy, setBusy] = useState(false);
  const [became, setBecame] = useState<UnsentFile | 'nothing' | 'noKey' | 'failed' | null>(null);
  const write = async () => {
    setBusy(true);
    const made = await unsentFile().catch((error: unknown) => {
      console.error('The file could not be made', error);
      return 'failed' as const;
    });
    setBusy(false);
    if (typeof made === 'object') {
      saveFile(made.text, { name: made.name, type: 'text/plain' });
      onWritten?.(made);
    }
    setBecame(made);
  };
  return (
    <>
      {typeof became === 'string' && (
        <Notice kind={became === 'failed' ? 'error' : 'warn'} live title={messages[became]} />
      )}
      {typeof became === 'object' && became !== null && (
        <Notice kind="info" live title={messages.written(became.operations, became.photos, became.drafts)}>
          <p>{messages.writtenNext}</p>
          {became.left > 0 && <p>{messages.left(became.left)}</p>}
        </Notice>
      )}
      <Button wide busy={busy} onClick={() => void write()}>
        {busy ? messages.writing : messages.write}
      </Button>
    </>
  );
}
