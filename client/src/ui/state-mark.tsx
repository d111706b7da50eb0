import type { ReactNode } from 'react';
import { Icon, type IconName } from './icon.tsx';
import './state-mark.css';

export type MarkedState = keyof typeof marks;

export type StateMarkProps = {
  readonly state: MarkedState;
  /** Other words for the same state: "提出の操作済・未送信". */
  readonly children?: ReactNode;
};

/** A state in words with its icon; the colour only repeats what they say. */
export function StateMark({ state, children }: StateMarkProps) {
  const mark = marks[state];
  return (
    <span className={`state state--${mark.tone}`}>
      <Icon name={mark.icon} />
      <span>{children ?? mark.words}</span>
    </span>
  );
}

/** The words of a state where there is no room for its mark. */
export const markWords = (state: MarkedState): string => marks[state].words;

type Mark = {
  readonly words: string;
  readonly icon: IconName;
  readonly tone: 'quiet' | 'action' | 'waiting' | 'sent' | 'returned' | 'refused';
};

const marks = {
  waiting: { words: '未送信', icon: 'clock', tone: 'waiting' },
  sent: { words: '送信済', icon: 'done', tone: 'sent' },
  returned: { words: '差戻し', icon: 'returned', tone: 'returned' },
  needsYou: { words: '要対応', icon: 'warn', tone: 'returned' },
  refused: { words: '受け付けられませんでした', icon: 'refused', tone: 'refused' },
  scheduled: { words: '予定', icon: 'calendar', tone: 'quiet' },
  running: { words: '訪問中', icon: 'clock', tone: 'action' },
  draft: { words: '作成中', icon: 'pen', tone: 'quiet' },
  submitted: { words: '提出済', icon: 'send', tone: 'action' },
  approved: { words: '承認', icon: 'done', tone: 'sent' },
  cancelled: { words: '中止', icon: 'stop', tone: 'quiet' },
  signed: { words: '署名済', icon: 'pen', tone: 'sent' },
  unsigned: { words: '署名なし', icon: 'warn', tone: 'returned' },
  proven: { words: '証明済み', icon: 'done', tone: 'sent' },
  consistent: { words: '矛盾なし', icon: 'check', tone: 'quiet' },
  declared: { words: '申告', icon: 'person', tone: 'waiting' },
} as const satisfies Record<string, Mark>;
