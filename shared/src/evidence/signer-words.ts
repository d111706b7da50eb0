import type { PaperEntry, Signer } from './confirmation.ts';

/** In which role somebody confirmed for the company: the words of screens and papers. */
export const SIGNER_ROLE_WORDS: Readonly<Record<Signer['role'], string>> = {
  representative: '代表者',
  delegate: '委任を受けた人',
};

/** How the signer was known to be who they said. */
export const IDENTIFIED_BY_WORDS: Readonly<Record<Signer['identifiedBy'], string>> = {
  knownToExpert: '専門家と面識がある',
  metOnSite: '訪問先で会った',
  businessCard: '名刺で確かめた',
  registeredContact: '登録された連絡先に届いたコード',
  ownPhone: '会社の端末で、訪問先で示したリンクから',
  companysPaper: '会社から届いた紙',
};

/** How the signed paper came to the office. */
export const PAPER_WAY_WORDS: Readonly<Record<PaperEntry['came'], string>> = {
  post: '郵送',
  fax: 'FAX',
  mail: 'メール',
  inPerson: '持参',
};

/** What the desk compared between the paper and the record. */
export const COMPARED_WORDS: Readonly<Record<PaperEntry['agrees'][number], string>> = {
  day: '日にち',
  hours: '時間',
  break: '休憩',
  place: '場所',
  gist: '支援の内容',
};
