import { useEffect, useState } from 'react';
import { PHOTO_BYTES, SHORT_BYTES, type StorageRoom } from '../../store/room.ts';
import { askToPersist } from '../../store/store-ports.ts';
import { useBanso, useQuery } from '../../sync/banso-context.tsx';
import { Button } from '../../ui/button.tsx';
import { Fact, Facts } from '../../ui/facts.tsx';
import { Notice } from '../../ui/notice.tsx';
import { messages } from './messages.ts';

/** 記録の保存: whether the browser keeps the records, how much room is left, and what is held back for them. */
export function Storage() {
  const { persisted } = useBanso();
  const room = useQuery((store) => store.room(), []);
  const [kept, setKept] = useState<boolean | null | undefined>();
  const [refused, setRefused] = useState(false);
  useEffect(() => {
    void persisted().then(setKept);
  }, [persisted]);
  const ask = async () => {
    const answer = await askToPersist();
    setKept(answer);
    setRefused(answer !== true);
  };
  if (!room || kept === undefined) return null;
  const short = room.reserve === 'spent' || (room.freeBytes !== null && room.freeBytes < SHORT_BYTES);
  const noPhotos = room.reserve === 'spent' || (room.freeBytes !== null && room.freeBytes < PHOTO_BYTES);
  return (
    <section className="section">
      <h2>{messages.storage}</h2>
      {short && (
        <Notice kind="warn" title={messages.storageShort}>
          <p>{noPhotos ? messages.noPhotos : messages.shortNext}</p>
        </Notice>
      )}
      <Facts>
        <Fact label={messages.storageKept} note={kept === false ? messages.notPersistedNote : undefined}>
          {keptWords(kept)}
        </Fact>
        <Fact label={messages.storageRoom} note={messages.roomNote}>
          {roomWords(room)}
        </Fact>
        <Fact label={messages.storageReserve} note={messages.reserveNote}>
          {messages.reserve[room.reserve]}
        </Fact>
      </Facts>
      {kept === false && (
        <>
          <Button wide onClick={() => void ask()}>
            {messages.persist}
          </Button>
          {refused && <p role="status">{messages.persistRefused}</p>}
        </>
      )}
    </section>
  );
}

const keptWords = (kept: boolean | null): string => {
  if (kept === null) return messages.storageUnknown;
  return kept ? messages.persisted : messages.notPersisted;
};

const roomWords = ({ freeBytes, usedBytes }: StorageRoom): string =>
  freeBytes === null || usedBytes === null
    ? messages.storageUnknown
    : messages.room(sizeWords(freeBytes), sizeWords(usedBytes));

/** 1,234 MB, or 1.2 GB from there on. */
const sizeWords = (bytes: number): string => {
  const megabytes = bytes / (1024 * 1024);
  return megabytes < 1_000 ? `${Math.round(megabytes)}MB` : `${(megabytes / 1_024).toFixed(1)}GB`;
};
