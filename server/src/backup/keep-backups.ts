import { backupName } from './make-backup.ts';

const HOUR_MS = 60 * 60 * 1_000;
const DAY_MS = 24 * HOUR_MS;

/** Every one of the last two days, the last of each day for sixty days. */
const ALL_FOR_MS = 2 * DAY_MS;
const DAILY_FOR_MS = 60 * DAY_MS;

const BACKUP = /^banso-(\d{8})T\d{6}Z\.bak$/;

/** Which of these files may go. Files of other names are never among them, and the newest backup stays however old it is. */
export const outdatedBackups = (names: readonly string[], nowMs: number): readonly string[] => {
  const backups = names.filter((name) => BACKUP.test(name)).toSorted();
  const newest = backups.at(-1);
  const [allFrom, dailyFrom] = [backupName(nowMs - ALL_FOR_MS), backupName(nowMs - DAILY_FOR_MS)];
  const lastOfDay = new Map(backups.map((name) => [BACKUP.exec(name)?.[1], name]));
  return backups.filter((name) => {
    if (name === newest || name >= allFrom) return false;
    return name < dailyFrom || lastOfDay.get(BACKUP.exec(name)?.[1]) !== name;
  });
};
