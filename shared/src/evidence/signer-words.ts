import type { Signer } from './confirmation.ts';

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
};
