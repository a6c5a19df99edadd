/**
 * Expressions as a person types them:
 *
 *     sum     = product { ("+" | "-") product }
 *     product = signed { ("*" | "/") signed | factor }     a factor right after a number or “)”: 2x, 2 sin(x), (x+1)(x-1)
 *     signed  = ("+" | "-") signed | factor
 *     factor  = primary [ "^" signed ]                      so −x^2 is −(x^2) and 2^3^2 is 2^(3^2)
 *     primary = number | name | name "(" sum ")" | "pow(" sum "," sum ")" | "(" sum ")"
 *
 * `**` is `^`, x² is x^2, names are Unicode words or anything between backticks; pi, π and e are the constants unless
 * the caller has variables of those names.
 */
import {
  composedNames,
  elementaryFunctions,
  functionNames,
  type FunctionName,
} from '../functions/functions.ts';
import { substitute } from './substitute.ts';
import { quoteName, tokenize, type Token } from './tokens.ts';
import { syntaxError } from './syntaxError.ts';
import { call, e, negate, number, pi, power, product, sum, variable, type Expression } from './tree.ts';

/** Deeper nesting and longer text are refused before they can exhaust the stack. */
const maxDepth = 200;
const maxLength = 20_000;

const constants: Readonly<Record<string, Expression>> = { pi, π: pi, e };

/** Every name of a function that a person may type. */
const typedFunctions: readonly string[] = [...functionNames, ...composedNames.keys()];

/** The expressions in x of the composed functions; each is parsed once. */
const composedFormulas = new Map<string, Expression>();

/** The function of that name applied to the argument; null where there is none (case counts). */
export function applyByName(name: string, argument: Expression): Expression | null {
  if (Object.hasOwn(elementaryFunctions, name)) return call(name as FunctionName, argument);
  const text = composedNames.get(name);
  if (text === undefined) return null;
  const formula = composedFormulas.get(name) ?? parseExpression(text, ['x']);
  composedFormulas.set(name, formula);
  return substitute(formula, { x: argument });
}

/** True where a bare name would not be read as a variable. */
export function isReserved(name: string): boolean {
  return Object.hasOwn(constants, name) || name === 'pow' || typedFunctions.includes(name);
}

/**
 * Reads an expression.
 * @param variables the names that may occur; absent, every name may.
 * @throws SyntaxFault (a KanError with codes `expression.*`) that says what is wrong and where.
 */
export function parseExpression(source: string, variables?: readonly string[]): Expression {
  if (source.length > maxLength) {
    throw syntaxError(
      'expression.long',
      `The expression is longer than ${maxLength} characters`,
      maxLength,
      '',
    );
  }
  return new Parser(tokenize(source), variables).all();
}

class Parser {
  private next = 0;
  private depth = 0;
  private readonly tokens: readonly Token[];
  private readonly variables: readonly string[] | undefined;

  constructor(tokens: readonly Token[], variables: readonly string[] | undefined) {
    this.tokens = tokens;
    this.variables = variables;
  }

  all(): Expression {
    if (this.peek().kind === 'end')
      throw syntaxError('expression.empty', 'There is no expression', 0, 'Try x^2.');
    const expression = this.sum();
    const rest = this.peek();
    if (rest.kind === 'end') return expression;
    if (rest.text === ')') {
      throw syntaxError('expression.parenthesis', 'This “)” closes nothing', rest.at, 'Remove it.');
    }
    if (rest.text === ',') {
      throw syntaxError(
        'expression.comma',
        'A comma has no meaning here',
        rest.at,
        'The decimal mark is a point: 1.5.',
      );
    }
    throw syntaxError(
      'expression.operator',
      `An operator is missing before “${rest.text}”`,
      rest.at,
      'Write * to multiply: x*y.',
    );
  }

  private peek(): Token {
    return this.tokens[this.next];
  }

  private take(text: string): boolean {
    const token = this.peek();
    if (token.kind !== 'symbol' || token.text !== text) return false;
    this.next++;
    return true;
  }

  private sum(): Expression {
    if (++this.depth > maxDepth) {
      throw syntaxError(
        'expression.deep',
        'The expression is nested too deeply',
        this.peek().at,
        'Simplify it.',
      );
    }
    const terms = [this.product()];
    for (;;) {
      if (this.take('+')) terms.push(this.product());
      else if (this.take('-')) terms.push(negate(this.product()));
      else break;
    }
    this.depth--;
    return sum(terms);
  }

  private product(): Expression {
    let result = this.signed();
    for (;;) {
      if (this.take('*')) result = multiplied(result, this.signed());
      else if (this.take('/')) result = multiplied(result, power(this.signed(), -1));
      else if (this.startsImplicitFactor()) result = multiplied(result, this.factor());
      else return result;
    }
  }

  /** After a number or a “)”, a name or a “(” multiplies. */
  private startsImplicitFactor(): boolean {
    const token = this.peek();
    const before = this.tokens[this.next - 1];
    return (
      (before.kind === 'number' || before.text === ')') &&
      (token.kind === 'name' || (token.kind === 'symbol' && token.text === '('))
    );
  }

  private signed(): Expression {
    let negative = false;
    for (;;) {
      if (this.take('-')) negative = !negative;
      else if (!this.take('+')) break;
    }
    const factor = this.factor();
    return negative ? negate(factor) : factor;
  }

  private factor(): Expression {
    const base = this.primary();
    if (!this.take('^')) return base;
    if (++this.depth > maxDepth) {
      throw syntaxError(
        'expression.deep',
        'The expression is nested too deeply',
        this.peek().at,
        'Simplify it.',
      );
    }
    const exponent = this.signed();
    this.depth--;
    return power(base, exponent);
  }

  private primary(): Expression {
    const token = this.peek();
    this.next++;
    if (token.kind === 'number') return number(token.value);
    if (token.kind === 'name') return this.named(token);
    if (token.text === '(') {
      const inner = this.sum();
      this.close(token.at);
      return inner;
    }
    if (token.kind === 'end') {
      throw syntaxError(
        'expression.end',
        'The expression ends too early',
        token.at,
        'Something must follow.',
      );
    }
    throw syntaxError(
      'expression.operand',
      `A number, a name or “(” should stand before “${token.text}”`,
      token.at,
      '',
    );
  }

  private named(token: Token & { kind: 'name' }): Expression {
    const { text, at, quoted } = token;
    if (this.variables?.includes(text) ?? quoted) return variable(text);
    if (!quoted && Object.hasOwn(constants, text)) return constants[text];
    const following = this.peek();
    if (!quoted && following.kind === 'symbol' && following.text === '(') return this.applied(text, at);
    if (!quoted && (text === 'pow' || typedFunctions.includes(text))) {
      throw syntaxError(
        'expression.argument',
        `The function ${text} needs its argument`,
        at,
        `Write ${text}(…).`,
      );
    }
    if (this.variables) {
      const known = this.variables.map((name) => quoteName(name, isReserved)).join(', ');
      const hint = known === '' ? 'No variable can stand here, only numbers.' : `There is: ${known}.`;
      throw syntaxError('expression.variable', `There is no variable “${text}”`, at, hint);
    }
    return variable(text);
  }

  private applied(name: string, at: number): Expression {
    const open = this.peek().at;
    this.next++;
    const argument = this.sum();
    if (name === 'pow') {
      if (!this.take(','))
        throw syntaxError('expression.argument', 'pow needs two arguments', at, 'Write pow(x, 2).');
      const exponent = this.sum();
      this.close(open);
      return power(argument, exponent);
    }
    const applied = applyByName(name, argument);
    if (!applied) {
      throw syntaxError(
        'expression.function',
        `There is no function “${name}”`,
        at,
        `Known are ${typedFunctions.join(', ')}. To multiply, write ${name}*(…).`,
      );
    }
    this.close(open);
    return applied;
  }

  private close(open: number): void {
    if (this.take(')')) return;
    const token = this.peek();
    if (token.kind === 'end') {
      throw syntaxError('expression.parenthesis', 'This “(” is never closed', open, 'Add a “)”.');
    }
    throw syntaxError(
      'expression.operator',
      `An operator or “)” is missing before “${token.text}”`,
      token.at,
      token.text === ',' ? 'The decimal mark is a point: 1.5.' : 'Write * to multiply: x*y.',
    );
  }
}

function multiplied(left: Expression, right: Expression): Expression {
  return left.kind === 'product' ? product([...left.factors, right]) : product([left, right]);
}
