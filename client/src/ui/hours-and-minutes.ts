/** 122 → "2:02". Negative lengths show as "0:00". */
export function hoursAndMinutes(minutes: number): string {
  const whole = Math.max(0, Math.floor(minutes));
  return `${Math.floor(whole / 60)}:${String(whole % 60).padStart(2, '0')}`;
}
