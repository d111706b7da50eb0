/** Asked before something is taken back or declined. */
export const messages = {
  reason: '理由',
  blank: '入力してください。',
  cancel: 'やめる',
} as const;
