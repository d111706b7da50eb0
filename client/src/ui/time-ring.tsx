import { hoursAndMinutes } from './hours-and-minutes.ts';
import './time-ring.css';

export type TimeRingProps = {
  /** Net minutes so far. */
  readonly minutes: number;
  readonly minimumMinutes: number;
  /** The word above the figure: "実働". */
  readonly label: string;
  /** The whole in a sentence, for a reader: "実働2時間2分。最低の3時間まであと58分です。" */
  readonly words: string;
};

/** Net time against the minimum. It fills, then turns to the colour of "done"; the figure says the same. */
export function TimeRing({ minutes, minimumMinutes, label, words }: TimeRingProps) {
  const full = minutes >= minimumMinutes;
  const filled = Math.min(Math.max(minutes, 0), minimumMinutes);
  return (
    <div className={full ? 'ring ring--full' : 'ring'} role="img" aria-label={words}>
      <svg viewBox="0 0 136 136" aria-hidden="true" focusable="false">
        <circle className="ring__track" cx="68" cy="68" r="62" />
        <circle
          className="ring__bar"
          cx="68"
          cy="68"
          r="62"
          pathLength={minimumMinutes}
          strokeDasharray={`${filled} ${minimumMinutes}`}
        />
      </svg>
      <p aria-hidden="true">
        <small>{label}</small>
        <b>{hoursAndMinutes(minutes)}</b>
        <small>／{hoursAndMinutes(minimumMinutes)}</small>
      </p>
    </div>
  );
}
