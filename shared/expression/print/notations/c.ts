import { codePrinter, parameters, textLabels, type CodeTable } from '../codePrinter.ts';
import { functionNamer, infix, pointedNumber, reservedWords, words, type Dialect } from '../dialect.ts';

const dialect: Dialect = {
  ...infix,
  power: null,
  number: pointedNumber,
  functionName: functionNamer('c'),
  root: 'sqrt',
  constants: { pi: '3.141592653589793', e: '2.718281828459045' },
};

/** Functions that math.h declares, here or there: each comes for float and long double too. */
const declared = words(
  `acos acosh asin asinh atan atan2 atanh canonicalize cbrt ceil copysign cos cosh drem erf erfc exp exp10 exp2 expm1
  fabs fadd fdim fdiv finite floor fma fmax fmaxmag fmin fminmag fmod fmul frexp fromfp fromfpx fsqrt fsub gamma
  getpayload hypot ilogb j0 j1 jn ldexp lgamma lgamma_r llogb llrint llround log log10 log1p log2 logb logp1 lrint lround
  modf nan nearbyint nextafter nextdown nexttoward nextup pow pow10 remainder remquo rint round roundeven scalb scalbln
  scalbn setpayload significand sin sincos sinh sqrt tan tanh tgamma totalorder trunc ufromfp ufromfpx y0 y1 yn`,
);

export const c = codePrinter({
  id: 'c',
  label: 'C',
  extension: 'c',
  dialect,
  names: {
    reserved: reservedWords(
      dialect,
      `alignas alignof auto bool break case char const constexpr continue default do double else enum extern false
      float for goto if inline int long nullptr register restrict return short signed sizeof static static_assert
      struct switch thread_local true typedef typeof union unsigned void volatile while asm main pow NAN INFINITY
      EDOM ERANGE errno linux unix signgam exception matherr isnan isinf isfinite isnormal isunordered signbit
      fpclassify isgreater isgreaterequal isless islessequal islessgreater iseqsig issignaling issubnormal iszero`,
    ).concat(declared.flatMap((name) => [name, `${name}f`, `${name}l`])),
    unicode: false,
    // Names that compilers and math.h reserve.
    forbidden: /^(?:__\w*|_[A-Z]\w*|(?:M|FP|MATH|HUGE|SNAN|DEC)_\w+|\w+_t|X_TLOSS)$/u,
  },
  comment: '// ',
  tables: { lookup: ({ name, argument }) => `${name}(${argument})`, note: textLabels },
  define: ({ output, inputs, tables, code, uses }) => {
    const sign = uses('sgn')
      ? 'static double sign(double x) {\n    return x > 0 ? 1.0 : x < 0 ? -1.0 : x;\n}\n\n'
      : '';
    const list =
      inputs.length === 0
        ? 'void'
        : parameters(inputs, ({ name, labels }) => `${labels === null ? 'double ' : 'const char *'}${name}`);
    const headers = `#include <math.h>\n${tables.length === 0 ? '' : '#include <string.h>\n'}`;
    return `${headers}\n${sign}${tables.map(tableFunction).join('')}double ${output}(${list}) {\n    return ${code};\n}\n`;
  },
});

function tableFunction({ name, entries }: CodeTable): string {
  const rows = entries.map(({ label, value }) => `        {${literal(label)}, ${value}},\n`).join('');
  return `static double ${name}(const char *label) {
    static const struct { const char *label; double value; } table[] = {
${rows}    };
    for (unsigned i = 0; i < sizeof table / sizeof *table; i++) {
        if (strcmp(label, table[i].label) == 0) return table[i].value;
    }
    return NAN;
}

`;
}

/** A text; what ends it, or begins a trigraph, is written as an escape. */
function literal(label: string): string {
  const escaped = label.replace(/["\\?\p{Cc}]/gu, (letter) =>
    /\p{Cc}/u.test(letter) ? `\\${letter.charCodeAt(0).toString(8).padStart(3, '0')}` : `\\${letter}`,
  );
  return `"${escaped}"`;
}
