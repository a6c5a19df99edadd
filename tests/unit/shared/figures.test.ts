/** One number reads the same wherever it stands: what each kind of figure says. */
import { describe, expect, it, test } from 'vitest';
import {
  bytesText,
  constantText,
  countText,
  fittedText,
  errorText,
  numberOf,
  numberText,
  percentText,
  plural,
  r2Text,
  rateText,
  secondsText,
  probabilityText,
  shareText,
  spelled,
  valueText,
  amountText,
} from '../../../shared/figures.ts';

describe.each<[kind: string, text: (value: number) => string, cases: readonly (readonly [number, string])[]]>(
  [
    [
      'a number',
      numberText,
      [
        [0, '0'],
        [3.14159265, '3.142'],
        [-0.5, '−0.5'],
        [1234567, '1.235·10⁶'],
        [123456, '123456'],
        [0.000123456, '0.0001235'],
        [1.5e-9, '1.5·10⁻⁹'],
        [-2e12, '−2·10¹²'],
        [99999.96, '100000'],
        [NaN, '–'],
        [Infinity, '∞'],
        [-Infinity, '−∞'],
      ],
    ],
    [
      'an error',
      errorText,
      [
        [0.5, '0.5000'],
        [-0.0999996, '−0.1000'],
        [1.2e-7, '1.2·10⁻⁷'],
        [12_345_678, '1.235·10⁷'],
        [0, '0'],
        [NaN, '–'],
      ],
    ],
    [
      'an error in three digits',
      (value) => errorText(value, 3),
      [
        [2.0031, '2.00'],
        [2.5139, '2.51'],
        [22.996, '23.0'],
        [720, '720'],
        [0.000535, '0.000535'],
        [0.0000535, '5.35·10⁻⁵'],
      ],
    ],
    [
      'a standard error',
      (value) => errorText(value, 2),
      [
        [0.0123, '0.012'],
        [12.3, '12'],
        [123, '120'],
        [111_131, '110000'],
        [1.9e8, '1.9·10⁸'],
      ],
    ],
    [
      'R²',
      r2Text,
      [
        [0.9915, '0.9915'],
        [0.988, '0.9880'],
        [0.98806, '0.9881'],
        [0.5, '0.5000'],
        [-0.076, '−0.0760'],
        [-1e-9, '0.0000'],
        [-31.26, '−31.26'],
        [0.999123, '0.99912'],
        [1, '> 1 − 10⁻¹⁵'],
        [NaN, '–'],
      ],
    ],
    [
      'a share of rows',
      shareText,
      [
        [1, '100 %'],
        [0, '0 %'],
        [0.973, '97.3 %'],
        [0.5, '50.0 %'],
        [58 / 60, '96.7 %'],
        // Neither all nor nothing, and it shows.
        [0.9999, '99.99 %'],
        [1 - 1 / 3000, '99.97 %'],
        [4e-4, '0.04 %'],
        [NaN, '–'],
      ],
    ],
    [
      'a part of a quantity',
      percentText,
      [
        [0.4521, '45.2 %'],
        [0.05, '5 %'],
        [1, '100 %'],
        [1.2e-7, '1.2·10⁻⁵ %'],
      ],
    ],
    [
      'a count',
      countText,
      [
        [999, '999'],
        [1000, '1\u202f000'],
        [12345678, '12\u202f345\u202f678'],
      ],
    ],
    [
      'a count that may be a fraction',
      amountText,
      [
        [1500, '1\u202f500'],
        [12.3456, '12.35'],
        [1234.56, '1\u202f235'],
        [34000.5, '34\u202f001'],
        [Infinity, '∞'],
      ],
    ],
    [
      'a size',
      bytesText,
      [
        [999, '999 B'],
        [48_213, '48.2 kB'],
        [1.97e8, '197 MB'],
        [4.8e9, '4.8 GB'],
      ],
    ],
    [
      'a speed',
      rateText,
      [
        [8.31, '8.31'],
        [58_000, '58 k'],
        [3.2e6, '3.2 M'],
        [0, '–'],
      ],
    ],
    [
      'a time',
      secondsText,
      [
        [0.42, '0.4 s'],
        [59.6, '1 min 00 s'],
        [200, '3 min 20 s'],
        [7500, '2 h 05 min'],
        [NaN, '–'],
      ],
    ],
    [
      'a constant of a formula',
      constantText,
      [
        [Math.PI, '3.1415927'],
        [1.05e-6, '1.05·10⁻⁶'],
      ],
    ],
  ],
)('%s', (_, text, cases) => {
  test.each(cases)('%d is %s', (value, shown) => expect(text(value)).toBe(shown));
});

it('an unknown share is a dash', () => {
  expect(shareText(null)).toBe('–');
});

it('a value of a date column is a day', () => {
  expect(valueText(Date.UTC(2026, 2, 1), true)).toBe('2026-03-01');
  expect(valueText(9.80665, false, 3)).toBe('9.81');
});

it('a count has the right form of its noun', () => {
  expect([plural(1, 'row'), plural(2000, 'row'), plural(2, 'entry', 'entries')]).toEqual([
    '1 row',
    '2\u202f000 rows',
    '2 entries',
  ]);
});

describe('a sentence', () => {
  it('has its powers of ten in superscripts', () => {
    expect(spelled('Grid 10: error 5.35e-5, after 1e+12 tries.')).toBe(
      'Grid 10: error 5.35·10⁻⁵, after 1·10¹² tries.',
    );
    expect(spelled('Line e5 of e-mail 3e is kept.')).toBe('Line e5 of e-mail 3e is kept.');
  });

  it('has no line that begins with a per cent sign', () => {
    expect(spelled('error 17 % of 3e-4, 2.5 % more')).toBe('error 17\u00a0% of 3·10⁻⁴, 2.5\u00a0% more');
  });
});

describe('a figure that is typed', () => {
  test.each([0, 3.142, -0.5, 1.235e6, 1.5e-9, -2e12, 1e-12])('%d is read back from its text', (value) =>
    expect(numberOf(numberText(value))).toBe(value),
  );
  test.each([
    ['1.2e-7', 1.2e-7],
    [' -4 ', -4],
    ['', NaN],
    ['x', NaN],
    ['3·10', NaN],
    ['–', NaN],
  ])('%j is %d', (text, value) => expect(numberOf(text)).toBe(value));
});

test('a probability is never rounded to 0 or 1', () => {
  const texts = [0.5, 0.87349, 0.9996, 0.99999321, 1 - 1e-9, 1, 3e-5, 0].map(probabilityText);
  expect(texts).toEqual([
    '0.500',
    '0.873',
    '0.9996',
    '0.999993',
    '> 0.999999',
    '> 0.999999',
    '0.00003',
    '< 0.000001',
  ]);
  expect(probabilityText(NaN)).toBe('–');
});

test.each([
  [0.0022901367, 0.0088, '0.0023 ± 0.0088'],
  [0.0000021, 0.0088, '0.0000 ± 0.0088'],
  [9.5, 0.11, '9.50 ± 0.11'],
  [12.345, 0.996, '12.3 ± 1.0'],
  [-2.30071, 0.0123, '−2.301 ± 0.012'],
  [4567.8, 123, '4570 ± 120'],
  [6.02214e23, 1.2e20, '6.0221·10²³ ± 1.2·10²⁰'],
  [1.602e-19, 2.3e-22, '1.6020·10⁻¹⁹ ± 2.3·10⁻²²'],
  [2.5e-9, 3.1e-7, '0 ± 3.1·10⁻⁷'],
  [0.7851, 0.0004, '0.78510 ± 0.00040'],
  [1 / 3, 1e-15, '0.33333333 ± 1·10⁻¹⁵'],
  [1 / 3, 0, '0.33333333 ± 0'],
])('%d with the standard error %d is written as %s', (value, error, text) => {
  expect(fittedText(value, error)).toBe(text);
});
