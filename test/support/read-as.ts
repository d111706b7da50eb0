/** A schema as every library offers it (Standard Schema). */
type Schema<Output> = {
  readonly '~standard': {
    readonly validate: (
      value: unknown,
    ) =>
      | { readonly value: Output; readonly issues?: undefined }
      | { readonly issues: readonly unknown[] }
      | Promise<{ readonly value: Output; readonly issues?: undefined } | { readonly issues: readonly unknown[] }>;
  };
};

/** What the wire schema reads; throws when it is something else. */
export const readAs = async <Output>(schema: Schema<Output>, value: unknown): Promise<Output> => {
  const read = await schema['~standard'].validate(value);
  if (read.issues) throw new Error(`not what the schema says: ${JSON.stringify(read.issues)}`);
  return read.value;
};
