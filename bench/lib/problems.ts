/** The tables that time to accuracy is measured on. */
import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { seededRandom } from '../../shared/random.ts';
import { benchFolder } from './report.ts';

export interface Problem {
  readonly name: string;
  readonly formula: string;
  /** Hidden layers as the command line takes them. */
  readonly hidden: string;
  /** Test error, in the target's units, to be reached; null where pykan's best is goal enough. */
  readonly goal: number | null;
  readonly train: string;
  readonly test: string;
}

const stored = (name: string): Pick<Problem, 'train' | 'test'> => ({
  train: join(benchFolder, 'data', `${name}_train.csv`),
  test: join(benchFolder, 'data', `${name}_test.csv`),
});

const generatedFolder = join(process.cwd(), 'out', 'bench');
const deep = {
  train: join(generatedFolder, 'deep_train.csv'),
  test: join(generatedFolder, 'deep_test.csv'),
};

const hello = { formula: 'exp(sin(πx₁) + x₂²)', ...stored('hello') };

export const problems: readonly Problem[] = [
  { name: 'hello', hidden: '5', goal: 1.5e-5, ...hello },
  { name: 'hello-1', hidden: '1', goal: 4e-7, ...hello },
  {
    name: 'deep',
    formula: 'exp((sin(π(x₁² + x₂²)) + sin(π(x₃² + x₄²)))/2)',
    hidden: '4,2',
    goal: 1.8e-5,
    ...deep,
  },
  {
    name: 'I.6.20',
    formula: 'exp(−θ²/2σ²)/√(2πσ²)',
    hidden: '5',
    goal: null,
    ...stored('feynman_I_6_20'),
  },
  {
    name: 'I.6.20b',
    formula: 'exp(−(θ − θ₁)²/2σ²)/√(2πσ²)',
    hidden: '5',
    goal: null,
    ...stored('feynman_I_6_20b'),
  },
  {
    name: 'I.16.6',
    formula: '(u + v)/(1 + uv/c²)',
    hidden: '5',
    goal: null,
    ...stored('feynman_I_16_6'),
  },
  { name: 'I.26.2', formula: 'asin(n sin θ₂)', hidden: '5', goal: null, ...stored('feynman_I_26_2') },
  {
    name: 'I.29.16',
    formula: '√(x₁² − 2x₁x₂ cos(θ₁ − θ₂) + x₂²)',
    hidden: '5',
    goal: null,
    ...stored('feynman_I_29_16'),
  },
  // The two that a single hidden layer cannot hold.
  {
    name: 'I.6.20b-2',
    formula: 'exp(−(θ − θ₁)²/2σ²)/√(2πσ²)',
    hidden: '5,2',
    goal: null,
    ...stored('feynman_I_6_20b'),
  },
  {
    name: 'I.29.16-2',
    formula: '√(x₁² − 2x₁x₂ cos(θ₁ − θ₂) + x₂²)',
    hidden: '5,2',
    goal: null,
    ...stored('feynman_I_29_16'),
  },
];

/** Writes the tables that are not stored: 3000 rows to train on and 1000 to test on, uniform in [−1, 1]⁴. */
export async function generateTables(): Promise<void> {
  await mkdir(generatedFolder, { recursive: true });
  const random = seededRandom(0);
  const uniform = (): number => 2 * random.next() - 1;
  const csv = (rows: number): string => {
    const lines = Array.from({ length: rows }, () => {
      const x = [uniform(), uniform(), uniform(), uniform()];
      const [a, b] = [x[0] ** 2 + x[1] ** 2, x[2] ** 2 + x[3] ** 2];
      return [...x, Math.exp((Math.sin(Math.PI * a) + Math.sin(Math.PI * b)) / 2)].join(',');
    });
    return ['x1,x2,x3,x4,y', ...lines, ''].join('\n');
  };
  await writeFile(deep.train, csv(3000));
  await writeFile(deep.test, csv(1000));
}
