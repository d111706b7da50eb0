import type { RuleSet } from '../rules/rule-set.ts';
import { FUKUOKA_R7 } from './fukuoka-r7.ts';
import { TOTTORI_R6 } from './tottori-r6.ts';

/** The rules that a new programme may begin with; adding one is a file beside these and a line here. */
export const RULE_SET_SEEDS: readonly RuleSet[] = [FUKUOKA_R7, TOTTORI_R6];
