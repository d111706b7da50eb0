/** Which place of which device's sequence a copy for the office was sealed for: it cannot be passed off as another's. */
export const officePlace = ({
  tenant,
  device,
  seq,
}: {
  readonly tenant: string;
  readonly device: string;
  readonly seq: number;
}): string => `banso-office-copy-1\n${tenant}\n${device}\n${seq}`;
