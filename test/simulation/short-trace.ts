const LAST_LINES = 25;

/** The beginning, every line that names what the failure names, and the end. */
export const shortTrace = (trace: readonly string[], failure: string): readonly string[] => {
  const names = failure.match(/[0-9a-f]{8}-[0-9a-f-]{27}|[\w-]+\.\d[\w-]*/g) ?? [];
  const lines = trace.filter(
    (line, at) => at === 0 || at >= trace.length - LAST_LINES || names.some((name) => line.includes(name)),
  );
  return lines.length < trace.length ? [...lines, `(${trace.length - lines.length} more lines with --trace)`] : lines;
};
