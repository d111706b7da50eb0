import type { ClauseBlock } from '../contract/slots.ts';

/** A field with the words printed before it. `field` names the requirement it serves, '' where the paper form has none. */
export type PrintCell = {
  readonly field: string;
  readonly label: string;
  readonly value: PrintValue;
  /** The frame is at least this many lines high, as on the paper form. */
  readonly lines: number;
};

export type PrintValue = PrintedText | PrintedChecks | PrintedSignature;

export type PrintedText = { readonly kind: 'text'; readonly text: string };

/** Boxes of which some are ticked, behind what stands before them (12月), and a line below them (変更理由), null where there is none. */
export type PrintedChecks = {
  readonly kind: 'checks';
  readonly lead?: string;
  readonly options: readonly { readonly label: string; readonly checked: boolean }[];
  readonly note: { readonly label: string; readonly text: string } | null;
};

/**
 * The company's word on paper. `drawing` is the signature as one SVG path in its own units; null where the company
 * confirmed in another manner than by hand, which `manner` then says.
 */
export type PrintedSignature = {
  readonly kind: 'signature';
  readonly sentence: string;
  readonly signer: string;
  readonly manner: string;
  readonly details: readonly string[];
  readonly drawing: { readonly width: number; readonly height: number; readonly path: string } | null;
};

/**
 * A framed table under its heading: each row holds one or two cells; with `columns` it has one cell for each of them, under their
 * words, and `share` says how the width is divided.
 */
export type PrintSection = {
  readonly heading: string;
  readonly columns?: readonly { readonly label: string; readonly share: number }[];
  readonly rows: readonly (readonly PrintCell[])[];
};

export type PrintHead = {
  /** Who gets the paper, with 殿 or 御中; '' for nobody. */
  readonly addressee: string;
  /** 令和7年12月18日作成; blanks to write in where it is not made yet. */
  readonly madeOn: string;
  readonly people: readonly PrintCell[];
  /** What the paper says before its frames; absent where it begins with them. */
  readonly sentence?: string;
};

/** The running text of a contract, with the blocks in which its parties sign. */
export type PrintContract = {
  readonly number: string;
  readonly blocks: readonly ClauseBlock[];
  readonly closing: string;
  readonly date: string;
  /** `seal`: a frame for it stands beside the name. */
  readonly parties: readonly { readonly role: string; readonly lines: readonly string[]; readonly seal: boolean }[];
  readonly terms: { readonly title: string; readonly version: string; readonly blocks: readonly ClauseBlock[] };
  readonly offered: string;
};

/**
 * One paper as plain JSON: everything a template prints, in order, nothing left to decide. The same facts give the same
 * data, so that the same paper can be printed again.
 */
export type PrintData = {
  readonly form: {
    readonly code: string;
    readonly name: string;
    readonly clause: string;
    readonly version: string;
    readonly title: string;
  };
  readonly head: PrintHead;
  readonly sections: readonly PrintSection[];
  /** 別紙: what the form has no field for; null where the programme prints none. */
  readonly annex: { readonly title: string; readonly sections: readonly PrintSection[] } | null;
  /** Only of a contract: its clauses, instead of frames. */
  readonly contract?: PrintContract;
  /** Sentences below the last frame. */
  readonly notes: readonly string[];
  /** Words across every page: サンプル, 下書き. */
  readonly marks: readonly string[];
  /** What a continued page says about itself. */
  readonly runningHead: string;
  readonly foot: {
    readonly programme: string;
    readonly ruleSet: string;
    /** null where the programme does not print it, or nothing is graded yet. */
    readonly evidenceGrade: string | null;
    readonly verification: { readonly code: string; readonly url: string };
  };
  /** Without extension; no letter that a file system refuses. */
  readonly fileName: string;
};

/** Why a form cannot be printed: the visit's programme has no rules, or the company has confirmed nothing. */
export type PrintRefusal = { readonly refused: 'no_rules' | 'not_confirmed' };

export const textCell = (field: string, label: string, text: string, lines = 1): PrintCell => ({
  field,
  label,
  value: { kind: 'text', text },
  lines,
});
