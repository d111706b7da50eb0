import { IconButton } from './button.tsx';
import './stepper.css';

export type StepperProps = {
  readonly value: number;
  readonly onChange: (value: number) => void;
  readonly step: number;
  readonly min: number;
  readonly max: number;
  /** The value in words: "10分". */
  readonly words: string;
  /** What the buttons do: "休憩を5分減らす", "休憩を5分増やす". */
  readonly decreaseLabel: string;
  readonly increaseLabel: string;
  /** What is counted, for a reader: "休憩". */
  readonly label: string;
};

/** A number by − and +. A value off the grid goes to the next step of it. */
export function Stepper(props: StepperProps) {
  const { value, onChange, step, min, max, words, label } = props;
  return (
    <div className="stepper" role="group" aria-label={label}>
      <output className="stepper__value" aria-live="polite">
        {words}
      </output>
      <IconButton
        edged
        icon="minus"
        label={props.decreaseLabel}
        disabled={value <= min}
        onClick={() => onChange(Math.max(min, (Math.ceil(value / step) - 1) * step))}
      />
      <IconButton
        edged
        icon="plus"
        label={props.increaseLabel}
        disabled={value >= max}
        onClick={() => onChange(Math.min(max, (Math.floor(value / step) + 1) * step))}
      />
    </div>
  );
}
