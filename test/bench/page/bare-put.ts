/** The least a saved tap can cost: one strict IndexedDB transaction with one put, by the bare API. */
export const openBarePut = async (): Promise<(value: unknown) => Promise<number>> => {
  const database = await new Promise<IDBDatabase>((resolve, reject) => {
    const opening = indexedDB.open('bare-put', 1);
    opening.addEventListener('upgradeneeded', () => opening.result.createObjectStore('rows', { keyPath: 'seq' }));
    opening.addEventListener('success', () => resolve(opening.result));
    opening.addEventListener('error', () => reject(new Error('bare IndexedDB did not open')));
  });
  let seq = 0;
  return (value) =>
    new Promise((resolve, reject) => {
      seq += 1;
      const beganMs = performance.now();
      const transaction = database.transaction('rows', 'readwrite', { durability: 'strict' });
      transaction.objectStore('rows').put({ seq, value });
      transaction.addEventListener('complete', () => resolve(performance.now() - beganMs));
      transaction.addEventListener('error', () => reject(new Error('bare put failed')));
    });
};
