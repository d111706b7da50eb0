declare module 'virtual:bank-list' {
  /** All banks and branches, as `readBankList` reads them. */
  const packed: string;
  export default packed;
}
