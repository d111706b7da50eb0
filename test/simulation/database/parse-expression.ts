import type { Expression, Select } from './sql-syntax.ts';
import type { TokenReader } from './sql-tokens.ts';

/** Reads one expression. `select` reads a query inside of it. */
export const parseExpression = (reader: TokenReader, select: () => Select): Expression => {
  const list = (): Expression[] => {
    const items: Expression[] = [];
    if (reader.takes(')')) return items;
    do items.push(either());
    while (reader.takes(','));
    reader.expect(')');
    return items;
  };

  const either = (): Expression => {
    let left = both();
    while (reader.takes('or')) left = { is: 'operator', sign: 'or', left, right: both() };
    return left;
  };

  const both = (): Expression => {
    let left = negation();
    while (reader.takes('and')) left = { is: 'operator', sign: 'and', left, right: negation() };
    return left;
  };

  const negation = (): Expression => (reader.takes('not') ? { is: 'not', of: negation() } : comparison());

  const among = (of: Expression, negated: boolean): Expression => {
    reader.expect('(');
    if (reader.sees('select')) {
      const query = select();
      reader.expect(')');
      return { is: 'inQuery', of, query, negated };
    }
    return { is: 'inList', of, among: list(), negated };
  };

  const comparison = (): Expression => {
    const left = sum();
    if (reader.takes('is', 'not', 'null')) return { is: 'isNull', of: left, negated: true };
    if (reader.takes('is', 'null')) return { is: 'isNull', of: left, negated: false };
    if (reader.takes('not', 'in')) return among(left, true);
    if (reader.takes('in')) return among(left, false);
    for (const sign of ['=', '<>', '<=', '>=', '<', '>']) {
      if (!reader.takes(sign)) continue;
      if (!reader.takes('any', '(')) return { is: 'operator', sign, left, right: sum() };
      const [array] = list();
      if (sign !== '=' || !array) throw new Error('The model knows = any(array) alone.');
      return { is: 'any', of: left, among: array };
    }
    return left;
  };

  const sum = (): Expression => {
    let left = postfix();
    for (;;) {
      const sign = ['+', '-', '||'].find((one) => reader.takes(one));
      if (!sign) return left;
      left = { is: 'operator', sign, left, right: postfix() };
    }
  };

  const postfix = (): Expression => {
    let of = primary();
    for (;;) {
      if (reader.takes('collate')) reader.name();
      else if (reader.takes('::')) of = { is: 'cast', of, type: reader.name() };
      else return of;
    }
  };

  const call = (name: string): Expression => {
    const args = reader.takes('*', ')') ? [] : list();
    if (!reader.takes('over', '(')) return { is: 'call', name, args, over: null };
    const orderBy: Expression[] = [];
    if (reader.takes('order', 'by'))
      do orderBy.push(either());
      while (reader.takes(','));
    reader.expect(')');
    return { is: 'call', name, args, over: { orderBy } };
  };

  const choice = (): Expression => {
    const branches: { when: Expression; take: Expression }[] = [];
    while (reader.takes('when')) {
      const when = either();
      reader.expect('then');
      branches.push({ when, take: either() });
    }
    const other: Expression = reader.takes('else') ? either() : { is: 'value', value: null };
    reader.expect('end');
    return { is: 'case', branches, other };
  };

  const inBrackets = (): Expression => {
    const items = list();
    const [only] = items;
    return items.length === 1 && only ? only : { is: 'tuple', items };
  };

  const primary = (): Expression => {
    if (reader.takes('(')) return inBrackets();
    if (reader.takes('case')) return choice();
    if (reader.takes('null')) return { is: 'value', value: null };
    if (reader.takes('true')) return { is: 'value', value: true };
    if (reader.takes('false')) return { is: 'value', value: false };
    if (reader.takes('exists', '(')) {
      const query = select();
      reader.expect(')');
      return { is: 'exists', query };
    }
    const token = reader.next();
    if (token.kind === 'param') return { is: 'param', index: token.index };
    if (token.kind === 'number') return { is: 'value', value: Number(token.text) };
    if (token.kind === 'text') return { is: 'value', value: token.text };
    if (token.kind !== 'name') throw new Error(`The model cannot read an expression at ${token.text}`);
    if (!token.quoted && reader.takes('(')) return call(token.text);
    return reader.takes('.')
      ? { is: 'column', table: token.text, name: reader.name() }
      : { is: 'column', table: null, name: token.text };
  };

  return either();
};
