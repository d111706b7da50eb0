/** A telephone or account number with all but its last three digits hidden: `***-***-*001` (FP-10-一c). Hyphens stay. */
export const maskNumber = (number: string): string => {
  const digits = number.replace(/[^0-9]/g, '').length;
  let seen = 0;
  return number.replace(/[0-9]/g, (digit) => {
    seen += 1;
    return seen > digits - 3 ? digit : '*';
  });
};

/** A mail address with its first letter and its domain: `u***@example.jp`. */
export const maskMail = (address: string): string => {
  const at = address.lastIndexOf('@');
  return at < 1 ? '***' : `${address.slice(0, 1)}***${address.slice(at)}`;
};
