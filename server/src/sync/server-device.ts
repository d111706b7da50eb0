/** The device as which the server itself records: set-up, samples and what follows from other operations. */
export const SERVER_DEVICE = 'server';
