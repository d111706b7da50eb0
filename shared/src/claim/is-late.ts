import type { FinalPackage } from '../engagement/final-package.ts';
import type { RuleSet } from '../rules/rule-set.ts';

/** Whether the package came after the programme's last day (契約書第6条第2項). */
export const isLate = ({ submittedOn }: Pick<FinalPackage, 'submittedOn'>, { programmeEndsOn }: RuleSet): boolean =>
  submittedOn > programmeEndsOn.value;
