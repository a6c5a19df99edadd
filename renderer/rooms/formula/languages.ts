/** What a formula can be written as. Pure. */
import type { FormulaLanguage } from './state.svelte.ts';

interface LanguageFacts {
  readonly value: FormulaLanguage;
  readonly label: string;
  readonly extension: string;
}

export const LANGUAGES: readonly LanguageFacts[] = [
  { value: 'latex', label: 'LaTeX', extension: 'tex' },
  { value: 'text', label: 'Plain text', extension: 'txt' },
  { value: 'python', label: 'Python (NumPy)', extension: 'py' },
  { value: 'sympy', label: 'Python (SymPy)', extension: 'py' },
  { value: 'julia', label: 'Julia', extension: 'jl' },
  { value: 'matlab', label: 'MATLAB', extension: 'm' },
  { value: 'c', label: 'C', extension: 'c' },
  { value: 'javascript', label: 'JavaScript', extension: 'js' },
  { value: 'excel', label: 'Excel', extension: 'txt' },
];

const factsOf = (language: FormulaLanguage): LanguageFacts =>
  LANGUAGES.find(({ value }) => value === language)!;

export const labelOf = (language: FormulaLanguage): string => factsOf(language).label;

export const extensionOf = (language: FormulaLanguage): string => factsOf(language).extension;
