/** The name of one aggregate among all of a tenant: `engagement/<id>`. */
export const heldKey = (kind: string, id: string): string => `${kind}/${id}`;
