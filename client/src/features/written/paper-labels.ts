import { FINAL_REPORT_FORM } from '@banso/shared/forms/final-report-form.ts';
import { PLAN_FORM } from '@banso/shared/forms/plan-form.ts';
import { messages } from './messages.ts';

const CELLS = { month: messages.month, third: messages.third, content: messages.content } as const;

/** What a field of the plan is called: 支援成果目標, 第3回の支援内容. */
export const planLabel = (field: string): string => {
  const cell = /^(month|third|content)\/(\d+)$/.exec(field);
  // The expression lets no other word through.
  if (cell) return messages.cellOf(Number(cell[2]), CELLS[cell[1] as keyof typeof CELLS]);
  return Object.entries(PLAN_FORM.fields).find(([key]) => key === field)?.[1].label ?? field;
};

/** What a field of the final report is called. */
export const finalReportLabel = (field: string): string =>
  Object.entries(FINAL_REPORT_FORM.fields).find(([key]) => key === field)?.[1].label ?? field;
