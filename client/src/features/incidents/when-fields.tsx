import { clockTimeInJapan, dayInJapan, instantInJapan } from '@banso/shared/time/day.ts';
import { TextField } from '../../ui/text-field.tsx';

type WhenProps = {
  readonly dayLabel: string;
  readonly timeLabel: string;
  readonly day: string;
  readonly time: string;
  readonly error?: string | undefined;
  readonly onChange: (when: { readonly day: string; readonly time: string }) => void;
};

/** A day and a time of day beside each other. */
export function WhenFields({ dayLabel, timeLabel, day, time, error, onChange }: WhenProps) {
  return (
    <div className="incidents__when">
      <TextField
        label={dayLabel}
        type="date"
        width="medium"
        value={day}
        error={error}
        onChange={(value) => onChange({ day: value, time })}
      />
      <TextField
        label={timeLabel}
        type="time"
        width="short"
        value={time}
        onChange={(value) => onChange({ day, time: value })}
      />
    </div>
  );
}

/** Day and time in Japan of an instant, as the fields hold them. */
export const whenOf = (atMs: number) => ({ day: dayInJapan(atMs), time: clockTimeInJapan(atMs) });

/** The instant that the fields say; null while one of them is blank. */
export const instantOf = ({ day, time }: { readonly day: string; readonly time: string }): number | null => {
  const atMs = instantInJapan(day, time);
  return Number.isNaN(atMs) ? null : atMs;
};
