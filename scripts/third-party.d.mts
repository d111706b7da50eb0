export type ThirdParty = {
  readonly name: string;
  readonly version: string;
  readonly licence: string | undefined;
  readonly folder: string;
};
export function productionPackages(
  membersOfProject: readonly string[],
  also?: Readonly<Record<string, readonly string[]>>,
): readonly ThirdParty[];
export function clientPackages(): readonly ThirdParty[];
export function noticesText(packages: readonly ThirdParty[]): string;
