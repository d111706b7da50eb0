/** Under which key each editor keeps what is typed in it (`ClientStore.draft`). */
export const draftKeys = {
  report: (visit: string) => `visit/${visit}`,
  time: (visit: string) => `time/${visit}`,
  change: (visit: string) => `change/${visit}`,
  trip: (visit: string) => `trip/${visit}`,
  meeting: (visit: string, corrects: string | null) => `meeting/${visit}/${corrects ?? 'new'}`,
  opinion: (engagement: string, visit: string | null) => `opinion/${engagement}/${visit ?? 'whole'}`,
  answer: (opinion: string) => `answer/${opinion}`,
  /** `record`: plan, closing, hearing, action/<id> … */
  written: (engagement: string, record: string) => `written/${engagement}/${record}`,
  /** `query`: an id, or `new`. */
  query: (engagement: string, query: string) => `query/${engagement}/${query}`,
  sendBack: (visit: string) => `desk/${visit}`,
} as const;
